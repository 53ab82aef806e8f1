"use client";

import { useNow } from "@/components/data/clock";
import type { ViewHealth } from "@/lib/contract/health";
import { ageAt, type Status, statusAt } from "@/lib/view-status";

/** A view's status and age at this second. */
export function useStatus(view: ViewHealth): { status: Status; age: number | null } {
  const now = useNow();
  return { status: statusAt(view, now), age: ageAt(view, now) };
}
