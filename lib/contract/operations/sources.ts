import { operation } from "../operation";
import { newTrack, trackAnswer, trackRemoval, untrackAnswer } from "../tracks";
import { viewSettings } from "../view-settings";
import { newWatch, unwatchAnswer, watchChange, watchRemoval } from "../watches";

export const createWatch = operation({
  method: "POST",
  path: "/api/v1/mv/watches",
  summary: "Make writes to a table high-impact events of a view, from an amount on",
  permission: "admin",
  may: "watch sources",
  body: newWatch,
  output: viewSettings,
  problems: [400, 403, 404, 413],
  example: { body: { view: "universal-transactions", source: "cpg_pos", amount: "monto_total" } },
});

export const updateWatch = operation({
  method: "PATCH",
  path: "/api/v1/mv/watches",
  summary: "Change from which amount on a write is a high-impact event",
  permission: "admin",
  may: "change thresholds",
  body: watchChange,
  output: viewSettings,
  problems: [400, 403, 404, 413],
  example: { body: { view: "universal-transactions", source: "cpg_pos", threshold: 10000 } },
});

export const removeWatch = operation({
  method: "DELETE",
  path: "/api/v1/mv/watches",
  summary: "End the high-impact events of a source",
  permission: "admin",
  may: "stop watching",
  query: watchRemoval,
  output: unwatchAnswer,
  problems: [400, 403, 404],
  example: { query: { view: "universal-transactions", source: "cpg_pos" } },
});

export const createTrack = operation({
  method: "POST",
  path: "/api/v1/mv/tracks",
  summary: "Track the writes to a source of a view, or show what that would make",
  description: "With `dry_run` all of it is done, reported and undone.",
  permission: "admin",
  may: "track sources",
  fresh: true,
  body: newTrack,
  output: trackAnswer,
  problems: [400, 403, 404, 409, 413, 422],
  example: {
    body: { view: "universal-transactions", source: "cpg_pos", key: ["'pos'", "r.id"], dry_run: true },
  },
});

export const removeTrack = operation({
  method: "DELETE",
  path: "/api/v1/mv/tracks",
  summary: "Stop tracking a view, or end one further mapping of a source",
  permission: "admin",
  may: "stop tracking",
  fresh: true,
  query: trackRemoval,
  output: untrackAnswer,
  problems: [400, 403, 404, 409],
  example: { query: { view: "sales-by-branch" } },
});
