import { z } from "zod";
import { cancelAnswer, resumeAnswer } from "../control";
import { operation } from "../operation";
import { refreshAllAnswer, refreshAnswer, refreshBody, refreshQuery, refreshViewQuery } from "../refresh";

export const refreshAll = operation({
  method: "POST",
  path: "/api/v1/mv/refresh",
  summary: "Refresh all enabled views, or the one that the body names",
  description: "Without `force` those that are fresh and known to lack nothing are left alone.",
  permission: "refresh",
  may: "refresh on demand",
  query: refreshQuery,
  body: refreshBody,
  bodyAs: "text",
  output: z.union([refreshAllAnswer, refreshAnswer]),
  problems: [400, 403, 404, 409, 413, 422, 429, 502],
  example: {},
});

export const refresh = operation({
  method: "POST",
  path: "/api/v1/mv/refresh/{view}",
  summary: "Refresh one view",
  description:
    "Without `force` a view that is fresh and known to lack nothing is left alone; `readers` also refreshes, after it, the views that read it. `Prefer: respond-async`: 202, and `Location` says where to ask how it stands.",
  permission: "refresh",
  may: "refresh on demand",
  query: refreshViewQuery,
  output: refreshAnswer,
  problems: [400, 403, 404, 409, 422, 429, 502],
  example: { params: { view: "universal-transactions" } },
});

export const cancelRefresh = operation({
  method: "POST",
  path: "/api/v1/mv/cancel/{view}",
  summary: "Cancel the refresh of a view that runs",
  description: "Whoever asked for it; 409 `not_running` when none does.",
  permission: "operate",
  may: "cancel a refresh",
  output: cancelAnswer,
  problems: [403, 404, 409, 422],
  example: { params: { view: "universal-transactions" } },
});

export const resumeView = operation({
  method: "POST",
  path: "/api/v1/mv/resume/{view}",
  summary: "Let a suspended view be scheduled again, and ask anew for its events that were set aside",
  permission: "operate",
  may: "resume a view",
  output: resumeAnswer,
  problems: [403, 404],
  example: { params: { view: "universal-transactions" } },
});
