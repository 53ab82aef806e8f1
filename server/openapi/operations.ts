import { z } from "zod";
import { audit, auditBody, auditsAnswer, auditsQuery } from "@/lib/contract/audits";
import { dataAnswer, dataIndex, dataQuery } from "@/lib/contract/data";
import { doctorAnswer, doctorQuery } from "@/lib/contract/doctor";
import { healthList, viewHealth } from "@/lib/contract/health";
import { historyAnswer, historyQuery, hourlyAnswer, hourlyQuery } from "@/lib/contract/history";
import { me } from "@/lib/contract/me";
import { pendingAnswer } from "@/lib/contract/pending";
import { availabilityAnswer, cacheAnswer, periodQuery, wasteAnswer } from "@/lib/contract/reads";
import { refreshAllAnswer, refreshAnswer, refreshBody, refreshQuery } from "@/lib/contract/refresh";
import { viewList } from "@/lib/contract/registry";
import {
  movementsAnswer,
  movementsQuery,
  traceAnswer,
  traceQuery,
  tracesAnswer,
  tracesQuery,
} from "@/lib/contract/trace";
import { newTrack, trackAnswer, trackRemoval, untrackAnswer } from "@/lib/contract/tracks";
import { viewChange, viewSettings } from "@/lib/contract/view-settings";
import { visibleAnswer, visibleQuery } from "@/lib/contract/visible";
import { ACCESS_OPERATIONS } from "@/server/openapi/access-operations";
import { CONTROL_OPERATIONS } from "@/server/openapi/control-operations";
import { LIVE_OPERATIONS } from "@/server/openapi/live-operations";
import { REGISTRY_OPERATIONS } from "@/server/openapi/registry-operations";
import { SCHEDULE_OPERATIONS } from "@/server/openapi/schedule-operations";

/** One method of one path of the API. */
export interface Operation {
  path: string;
  method: "get" | "post" | "patch" | "delete";
  id: string;
  summary: string;
  query?: z.ZodObject;
  body?: z.ZodType;
  answer: z.ZodType;
  /** Its media type where that is not JSON. */
  media?: string;
  /** Another media type that the answer may have, by Accept. */
  otherwise?: string;
  /** Statuses of its problems beside 401, 500 and 503. */
  problems: readonly number[];
}

const REFRESH_PROBLEMS = [400, 403, 404, 429, 502];

/** Everything that asks for a session or a token. */
export const OPERATIONS: readonly Operation[] = [
  {
    path: "/api/v1/me",
    method: "get",
    id: "getMe",
    summary: "Who asks, and what they may",
    answer: me,
    problems: [],
  },
  {
    path: "/api/v1/mv/health",
    method: "get",
    id: "listHealth",
    summary: "How fresh all views are",
    answer: healthList,
    problems: [],
  },
  {
    path: "/api/v1/mv/health/{view}",
    method: "get",
    id: "getHealth",
    summary: "How fresh one view is",
    answer: viewHealth,
    problems: [404],
  },
  {
    path: "/api/v1/mv/refresh",
    method: "post",
    id: "refreshAll",
    summary: "Refresh all enabled views, or the one that the body names",
    query: refreshQuery,
    body: refreshBody,
    answer: z.union([refreshAllAnswer, refreshAnswer]),
    problems: [...REFRESH_PROBLEMS, 413],
  },
  {
    path: "/api/v1/mv/refresh/{view}",
    method: "post",
    id: "refresh",
    summary: "Refresh one view",
    query: refreshQuery,
    answer: refreshAnswer,
    problems: REFRESH_PROBLEMS,
  },
  {
    path: "/api/v1/mv/metrics/refresh-history",
    method: "get",
    id: "listHistory",
    summary: "Attempts to refresh, newest first, and sums over them",
    query: historyQuery,
    answer: historyAnswer,
    problems: [400, 404],
  },
  {
    path: "/api/v1/mv/metrics/hourly",
    method: "get",
    id: "listHourly",
    summary: "Refreshes per hour, newest first",
    query: hourlyQuery,
    answer: hourlyAnswer,
    problems: [400, 404],
  },
  {
    path: "/api/v1/mv/doctor",
    method: "get",
    id: "listFindings",
    summary: "What stands in the way of the views, and its cure as SQL",
    query: doctorQuery,
    answer: doctorAnswer,
    problems: [400, 403, 404],
  },
  {
    path: "/api/v1/mv/pending/{view}",
    method: "get",
    id: "getPending",
    summary: "What a view does not contain yet: transactions, keys and amounts, per class",
    answer: pendingAnswer,
    problems: [404],
  },
  {
    path: "/api/v1/mv/data",
    method: "get",
    id: "listData",
    summary: "Of each view where a read would go now, and what it lacks",
    answer: dataIndex,
    problems: [],
  },
  {
    path: "/api/v1/mv/data/{view}",
    method: "get",
    id: "readData",
    summary: "Rows of a view, of its live view or of its sources, and which of them; ETag and 304 where kept",
    query: dataQuery,
    answer: dataAnswer,
    otherwise: "text/csv",
    problems: [400, 404],
  },
  {
    path: "/api/v1/mv/availability",
    method: "get",
    id: "listAvailability",
    summary: "How often views answered, and from where",
    query: periodQuery,
    answer: availabilityAnswer,
    problems: [400, 404],
  },
  {
    path: "/api/v1/mv/cache",
    method: "get",
    id: "getCacheState",
    summary: "How the cache of this process does",
    answer: cacheAnswer,
    problems: [403],
  },
  {
    path: "/api/v1/mv/trace/{view}",
    method: "get",
    id: "getTrace",
    summary: "Where a transaction stands on its way into a view",
    query: traceQuery,
    answer: traceAnswer,
    problems: [400, 404],
  },
  {
    path: "/api/v1/mv/trace",
    method: "get",
    id: "getTraces",
    summary: "Where a transaction stands on its way into every view that can be searched",
    query: tracesQuery,
    answer: tracesAnswer,
    problems: [400, 404],
  },
  {
    path: "/api/v1/mv/movements",
    method: "get",
    id: "listMovements",
    summary: "The latest large movements: what became an event, and which refresh took it in",
    query: movementsQuery,
    answer: movementsAnswer,
    problems: [400, 404],
  },
  {
    path: "/api/v1/mv/visible/{view}",
    method: "get",
    id: "waitVisible",
    summary: "Whether a view contains what the transaction of a receipt wrote; waits for it",
    query: visibleQuery,
    answer: visibleAnswer,
    problems: REFRESH_PROBLEMS,
  },
  {
    path: "/api/v1/mv/waste",
    method: "get",
    id: "listWaste",
    summary: "How many refreshes changed nothing, and what they cost",
    query: periodQuery,
    answer: wasteAnswer,
    problems: [400, 404],
  },
  {
    path: "/api/v1/mv/audit/{view}",
    method: "post",
    id: "runAudit",
    summary: "Compare a view with its definition",
    body: auditBody,
    answer: audit,
    problems: [400, 403, 404, 413, 422],
  },
  {
    path: "/api/v1/mv/audits",
    method: "get",
    id: "listAudits",
    summary: "Kept audits, newest first",
    query: auditsQuery,
    answer: auditsAnswer,
    problems: [400, 403, 404],
  },
  {
    path: "/api/v1/mv/views",
    method: "get",
    id: "listViews",
    summary: "The registered views and their settings",
    answer: viewList,
    problems: [],
  },
  {
    path: "/api/v1/mv/views/{view}",
    method: "get",
    id: "getSettings",
    summary: "Settings of a view, and how its sources are tracked",
    answer: viewSettings,
    problems: [403, 404],
  },
  {
    path: "/api/v1/mv/views/{view}",
    method: "patch",
    id: "updateView",
    summary: "Change settings of a view",
    body: viewChange,
    answer: viewSettings,
    problems: [400, 403, 404, 413],
  },
  {
    path: "/api/v1/mv/tracks",
    method: "post",
    id: "createTrack",
    summary: "Track the writes to a source of a view, or show what that would make",
    body: newTrack,
    answer: trackAnswer,
    problems: [400, 403, 404, 413, 422],
  },
  {
    path: "/api/v1/mv/tracks",
    method: "delete",
    id: "removeTrack",
    summary: "Stop tracking a view",
    query: trackRemoval,
    answer: untrackAnswer,
    problems: [400, 403, 404],
  },
  ...LIVE_OPERATIONS,
  ...REGISTRY_OPERATIONS,
  ...ACCESS_OPERATIONS,
  ...SCHEDULE_OPERATIONS,
  ...CONTROL_OPERATIONS,
];
