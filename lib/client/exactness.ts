import { ask } from "@/lib/client/http";
import type { Audit, AuditsAnswer } from "@/lib/contract/audits";
import type { AvailabilityAnswer, CacheAnswer, WasteAnswer } from "@/lib/contract/reads";
import type { ViewSettings } from "@/lib/contract/view-settings";

const of = (slug: string) => encodeURIComponent(slug);

export const getWaste = (hours: number, signal?: AbortSignal) =>
  ask<WasteAnswer>(`/api/v1/mv/waste?hours=${hours}`, { signal });

export const getAvailability = (hours: number, signal?: AbortSignal) =>
  ask<AvailabilityAnswer>(`/api/v1/mv/availability?hours=${hours}`, { signal });

export const getCache = (signal?: AbortSignal) => ask<CacheAnswer>("/api/v1/mv/cache", { signal });

export const getAudits = (view: string | null, signal?: AbortSignal) =>
  ask<AuditsAnswer>(`/api/v1/mv/audits?limit=100${view ? `&view=${of(view)}` : ""}`, { signal });

export const postAudit = (slug: string, samplePercent: number) =>
  ask<Audit>(`/api/v1/mv/audit/${of(slug)}`, {
    method: "POST",
    body: JSON.stringify({ sample_percent: samplePercent }),
  });

/** Lets a view's scheduled refreshes skip while its ledger proves that nothing is pending. */
export const skipUnchanged = (slug: string) =>
  ask<ViewSettings>(`/api/v1/mv/views/${of(slug)}`, {
    method: "PATCH",
    body: JSON.stringify({ skip_unchanged: true }),
  });
