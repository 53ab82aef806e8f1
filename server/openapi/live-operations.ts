import { z } from "zod";
import { liveMessages, streamQuery } from "@/lib/contract/live";
import { briefAnswer, seriesAnswer, seriesQuery } from "@/lib/contract/series";
import type { Operation } from "@/server/openapi/operations";

/** What pages are kept up to date by, and what their charts show. */
export const LIVE_OPERATIONS: readonly Operation[] = [
  {
    path: "/api/v1/mv/stream",
    method: "get",
    id: "watch",
    summary: "Server-sent events of what happens; each event carries one of these as JSON, under its name",
    query: streamQuery,
    answer: z.object(liveMessages).partial(),
    media: "text/event-stream",
    problems: [400],
  },
  {
    path: "/api/v1/mv/metrics/series",
    method: "get",
    id: "getSeries",
    summary:
      "Age, breaches, durations and refreshes of a view over a range, reduced to what a chart can show",
    query: seriesQuery,
    answer: seriesAnswer,
    problems: [400, 404],
  },
  {
    path: "/api/v1/mv/metrics/brief",
    method: "get",
    id: "getBrief",
    summary: "How every view did in the last 24 hours",
    answer: briefAnswer,
    problems: [],
  },
];
