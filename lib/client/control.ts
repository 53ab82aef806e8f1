import { type BodyOf, type QueryOf, reading } from "@/lib/client/request";
import { PAGE_LIMIT } from "@/lib/contract/page";

export type EventState = NonNullable<QueryOf<"GET /api/v1/mv/events">["state"]>;

/** What the form of a new channel sends. */
export type ChannelDraft = BodyOf<"POST /api/v1/mv/channels">;

/** What pages read of what is controlled and promised. */
export const controlKeys = {
  alerts: reading("GET /api/v1/mv/alerts"),
  alertsOf: (state: "open" | "all", hours: number) =>
    reading("GET /api/v1/mv/alerts", { query: { state, hours } }),
  channels: reading("GET /api/v1/mv/channels"),
  events: reading("GET /api/v1/mv/events"),
  eventsOf: (view: string | null, state: EventState, limit = PAGE_LIMIT) =>
    reading("GET /api/v1/mv/events", { query: { state, limit, view: view ?? undefined } }),
  failures: (hours: number) => reading("GET /api/v1/mv/metrics/failures", { query: { hours } }),
  answers: (view: string | null) =>
    reading("GET /api/v1/mv/troubleshooting", { query: { view: view ?? undefined } }),
  sla: (hours: number) => reading("GET /api/v1/mv/sla", { query: { hours } }),
};
