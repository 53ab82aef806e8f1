import { among, type Line, type QueryOf, reading } from "@/lib/client/request";
import { MOVEMENTS } from "@/lib/client/trace";
import { PAGE_LIMIT } from "@/lib/contract/page";

/** What a page can ask of the refresh log. */
export type HistoryFilter = QueryOf<"GET /api/v1/mv/metrics/refresh-history">;

/** What the charts of a view are asked for. */
export type SeriesFilter = QueryOf<"GET /api/v1/mv/metrics/series">;

/** The operation of a page of rows, whose answer is read otherwise than the rest; see `getData`. */
export const DATA_LINE = "GET /api/v1/mv/data/{view}" satisfies Line;

/** What pages read, each request being its own key in the browser's cache; the server fills the same ones. */
export const keys = {
  health: reading("GET /api/v1/mv/health"),
  me: reading("GET /api/v1/me"),
  doctor: reading("GET /api/v1/mv/doctor"),
  host: reading("GET /api/v1/mv/host"),
  history: (query: HistoryFilter) => reading("GET /api/v1/mv/metrics/refresh-history", { query }),
  data: (slug: string, query: string) => [DATA_LINE, slug, query] as const,
  dataIndex: reading("GET /api/v1/mv/data"),
  traces: (ref: string, view: string | null) =>
    reading("GET /api/v1/mv/trace", { query: { ref, view: view ?? undefined } }),
  movements: reading("GET /api/v1/mv/movements", { query: { limit: MOVEMENTS } }),
  noopRefreshes: (hours: number) => reading("GET /api/v1/mv/no-op-refreshes", { query: { hours } }),
  availability: (hours: number) => reading("GET /api/v1/mv/availability", { query: { hours } }),
  cache: reading("GET /api/v1/mv/cache"),
  verifications: (view: string | null) =>
    reading("GET /api/v1/mv/verifications", { query: { limit: PAGE_LIMIT, view: view ?? undefined } }),
  brief: reading("GET /api/v1/mv/metrics/brief"),
  series: (query: SeriesFilter) => reading("GET /api/v1/mv/metrics/series", { query }),
};

/** What an attempt to refresh that begins or ends changes, beside the health. */
export const LOG = among(
  "GET /api/v1/mv/metrics/refresh-history",
  "GET /api/v1/mv/metrics/brief",
  "GET /api/v1/mv/metrics/series",
  "GET /api/v1/mv/metrics/failures",
  "GET /api/v1/mv/troubleshooting",
  "GET /api/v1/mv/sla",
);
