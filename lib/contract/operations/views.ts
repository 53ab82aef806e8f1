import { feasibility, feasibilityQuestion } from "../feasibility";
import { operation } from "../operation";
import { discovery, newView, registeredView, viewList } from "../registry";
import { unregisterAnswer, viewChange, viewSettings } from "../view-settings";

export const listViews = operation({
  method: "GET",
  path: "/api/v1/mv/views",
  summary: "The registered views and their settings",
  permission: "everyone",
  output: viewList,
  problems: [],
  example: {},
});

export const registerView = operation({
  method: "POST",
  path: "/api/v1/mv/views",
  summary: "Look after a materialized view",
  permission: "admin",
  may: "register views",
  body: newView,
  output: registeredView,
  problems: [400, 403, 404, 409, 413],
  example: { body: { view: "public.sales_by_country" } },
});

export const discoverViews = operation({
  method: "GET",
  path: "/api/v1/mv/discover",
  summary: "Materialized views that are not registered, and what each would need",
  permission: "ops",
  may: "look for views",
  output: discovery,
  problems: [403],
  example: {},
});

export const getSettings = operation({
  method: "GET",
  path: "/api/v1/mv/views/{view}",
  summary: "Settings of a view, how its sources are tracked, and what is kept of it",
  permission: "ops",
  may: "see the settings of views",
  output: viewSettings,
  problems: [403, 404],
  example: { params: { view: "universal-transactions" } },
});

export const updateView = operation({
  method: "PATCH",
  path: "/api/v1/mv/views/{view}",
  summary: "Change settings of a view",
  permission: "admin",
  may: "change the settings of views",
  body: viewChange,
  output: viewSettings,
  problems: [400, 403, 404, 413],
  example: { params: { view: "universal-transactions" }, body: { enabled: true } },
});

export const judgeTargets = operation({
  method: "POST",
  path: "/api/v1/mv/feasibility/{view}",
  summary: "What could be kept of targets for a view, by its own history; changes nothing",
  permission: "ops",
  may: "see the settings of views",
  body: feasibilityQuestion,
  output: feasibility,
  problems: [400, 403, 404, 413],
  example: { params: { view: "universal-transactions" }, body: { sla_seconds: 900 } },
});

export const unregisterView = operation({
  method: "DELETE",
  path: "/api/v1/mv/views/{view}",
  summary: "Forget a view with all that is kept of it; the materialized view stays",
  permission: "admin",
  may: "remove views",
  output: unregisterAnswer,
  problems: [403, 404, 409],
  example: { params: { view: "sales-of-last-year" } },
});
