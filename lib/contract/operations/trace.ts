import { operation } from "../operation";
import { pendingAnswer } from "../pending";
import {
  movementsAnswer,
  movementsQuery,
  traceAnswer,
  traceQuery,
  tracesAnswer,
  tracesQuery,
} from "../trace";
import { visibleAnswer, visibleQuery } from "../visible";

export const getPending = operation({
  method: "GET",
  path: "/api/v1/mv/pending/{view}",
  summary: "What a view does not contain yet: transactions, keys and amounts, per class",
  permission: "everyone",
  output: pendingAnswer,
  problems: [404],
  example: { params: { view: "universal-transactions" } },
});

export const getTraces = operation({
  method: "GET",
  path: "/api/v1/mv/trace",
  summary: "Where a transaction stands on its way into every view that can be searched",
  permission: "everyone",
  query: tracesQuery,
  output: tracesAnswer,
  problems: [400, 404],
  example: { query: { ref: "F1" } },
});

export const getTrace = operation({
  method: "GET",
  path: "/api/v1/mv/trace/{view}",
  summary: "Where a transaction stands on its way into a view",
  permission: "everyone",
  query: traceQuery,
  output: traceAnswer,
  problems: [400, 404],
  example: { params: { view: "universal-transactions" }, query: { ref: "F1" } },
});

export const listMovements = operation({
  method: "GET",
  path: "/api/v1/mv/movements",
  summary: "The latest large movements: what became an event, and which refresh took it in",
  permission: "everyone",
  query: movementsQuery,
  output: movementsAnswer,
  problems: [400, 404],
  example: {},
});

export const waitVisible = operation({
  method: "GET",
  path: "/api/v1/mv/visible/{view}",
  summary: "Whether a view contains what the transaction of a receipt wrote; waits for it",
  description:
    "With `refresh` by the rules of refreshing on demand; see [exact-freshness.md](exact-freshness.md).",
  permission: "everyone",
  query: visibleQuery,
  output: visibleAnswer,
  problems: [400, 403, 404, 429, 502],
  example: {
    params: { view: "universal-transactions" },
    query: { receipt: "r2.5.751.0f1e2d3c4b5a69788796a5b4c3d2e1f0" },
  },
  acts: ({ refresh }) => refresh === "true",
});
