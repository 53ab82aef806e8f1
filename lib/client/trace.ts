import { ask } from "@/lib/client/http";
import type { MovementsAnswer, TracesAnswer } from "@/lib/contract/trace";

/** How many large movements the page lists. */
export const MOVEMENTS = 8;

export const getTraces = (ref: string, view: string | null, signal?: AbortSignal) =>
  ask<TracesAnswer>(`/api/v1/mv/trace?${new URLSearchParams({ ref, ...(view && { view }) })}`, { signal });

export const getMovements = (signal?: AbortSignal) =>
  ask<MovementsAnswer>(`/api/v1/mv/movements?limit=${MOVEMENTS}`, { signal });
