import type { HistoryFilter, SeriesFilter } from "@/lib/client/api";

/** Keys of the browser's cache; the server fills the same ones for the first paint. */
export const keys = {
  health: ["health"] as const,
  me: ["me"] as const,
  doctor: ["doctor"] as const,
  log: ["log"] as const,
  history: (filter: HistoryFilter) => ["log", "history", filter] as const,
  data: (slug: string, query: string) => ["data", slug, query] as const,
  dataIndex: ["data-index"] as const,
  traces: (ref: string, view: string | null) => ["traces", ref, view] as const,
  movements: ["movements"] as const,
  waste: (hours: number) => ["waste", hours] as const,
  availability: (hours: number) => ["availability", hours] as const,
  cache: ["cache"] as const,
  audits: (view: string | null) => ["audits", view] as const,
  brief: ["log", "brief"] as const,
  series: (filter: SeriesFilter) => ["log", "series", filter] as const,
};
