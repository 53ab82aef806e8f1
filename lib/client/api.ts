import { ask } from "@/lib/client/http";
import type { DoctorAnswer } from "@/lib/contract/doctor";
import type { HealthList } from "@/lib/contract/health";
import type { HistoryAnswer } from "@/lib/contract/history";
import type { Me } from "@/lib/contract/me";
import type { RefreshAnswer } from "@/lib/contract/refresh";
import type { BriefAnswer, SeriesAnswer } from "@/lib/contract/series";

/** What a page can ask of the refresh log. */
export interface HistoryFilter {
  hours: number;
  view?: string;
  status?: string;
  trigger_type?: string;
  triggered_by?: string;
  limit?: number;
  before?: number;
}

/** What the charts of a view are asked for. */
export interface SeriesFilter {
  view: string;
  hours: number;
  from?: string;
  to?: string;
  time_zone?: string;
}

function query(filter: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(filter).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return new URLSearchParams(given).toString();
}

export const getHealth = (signal?: AbortSignal) => ask<HealthList>("/api/v1/mv/health", { signal });

export const getMe = (signal?: AbortSignal) => ask<Me>("/api/v1/me", { signal });

export const getHistory = (filter: HistoryFilter, signal?: AbortSignal) =>
  ask<HistoryAnswer>(`/api/v1/mv/metrics/refresh-history?${query({ ...filter })}`, { signal });

export const getSeries = (filter: SeriesFilter, signal?: AbortSignal) =>
  ask<SeriesAnswer>(`/api/v1/mv/metrics/series?${query({ ...filter })}`, { signal });

export const getBrief = (signal?: AbortSignal) => ask<BriefAnswer>("/api/v1/mv/metrics/brief", { signal });

export const getDoctor = (signal?: AbortSignal) => ask<DoctorAnswer>("/api/v1/mv/doctor", { signal });

export const postRefresh = (slug: string, force: boolean) =>
  ask<RefreshAnswer>(`/api/v1/mv/refresh/${encodeURIComponent(slug)}${force ? "?force=true" : ""}`, {
    method: "POST",
  });
