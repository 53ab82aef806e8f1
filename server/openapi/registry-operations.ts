import { discovery, newView, registeredView } from "@/lib/contract/registry";
import { unregisterAnswer, viewSettings } from "@/lib/contract/view-settings";
import { newWatch, unwatchAnswer, watchChange, watchRemoval } from "@/lib/contract/watches";
import type { Operation } from "@/server/openapi/operations";

/** Which views are looked after, and which writes are urgent for them. */
export const REGISTRY_OPERATIONS: readonly Operation[] = [
  {
    path: "/api/v1/mv/views",
    method: "post",
    id: "registerView",
    summary: "Look after a materialized view",
    body: newView,
    answer: registeredView,
    problems: [400, 403, 404, 409, 413],
  },
  {
    path: "/api/v1/mv/discover",
    method: "get",
    id: "discoverViews",
    summary: "Materialized views that are not registered, and what each would need",
    answer: discovery,
    problems: [403],
  },
  {
    path: "/api/v1/mv/views/{view}",
    method: "delete",
    id: "unregisterView",
    summary: "Forget a view with all that is kept of it; the materialized view stays",
    answer: unregisterAnswer,
    problems: [403, 404],
  },
  {
    path: "/api/v1/mv/watches",
    method: "post",
    id: "createWatch",
    summary: "Make writes to a table high-impact events of a view, from an amount on",
    body: newWatch,
    answer: viewSettings,
    problems: [400, 403, 404, 413],
  },
  {
    path: "/api/v1/mv/watches",
    method: "patch",
    id: "updateWatch",
    summary: "Change from which amount on a write is a high-impact event",
    body: watchChange,
    answer: viewSettings,
    problems: [400, 403, 404, 413],
  },
  {
    path: "/api/v1/mv/watches",
    method: "delete",
    id: "removeWatch",
    summary: "End the high-impact events of a source",
    query: watchRemoval,
    answer: unwatchAnswer,
    problems: [400, 403, 404],
  },
];
