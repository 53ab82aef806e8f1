import { operation } from "../operation";
import { strategyChange, strategyChanged, strategyExplained } from "../strategies";

export const explainStrategy = operation({
  method: "GET",
  path: "/api/v1/mv/strategies/{view}",
  summary: "By which strategy a view is refreshed, what its next refresh would do, why, and at what cost",
  permission: "ops",
  may: "see the settings of views",
  output: strategyExplained,
  problems: [403, 404],
  example: { params: { view: "universal-transactions" } },
});

export const setStrategy = operation({
  method: "PATCH",
  path: "/api/v1/mv/strategies/{view}",
  summary: "Choose by which strategy a view is refreshed",
  description:
    "`delta` makes a managed table of a tracked materialized view, `full` makes it a materialized view again; see [strategies.md](strategies.md).",
  permission: "admin",
  may: "choose strategies",
  fresh: true,
  body: strategyChange,
  output: strategyChanged,
  problems: [400, 403, 404, 413, 422],
  example: { params: { view: "universal-transactions" }, body: { strategy: "full" } },
});
