import type { ViewHealth } from "@/lib/contract/health";
import type { Status } from "@/lib/view-status";

/** What to do about a view: keys `advice.<key>` of the messages. */
export const ADVICE = [
  ...([
    "missing",
    "recreated",
    "capture",
    "unpopulated",
    "neverFailed",
    "never",
    "suspended",
    "paused",
  ] as const),
  ...(["staleFailed", "veryStale", "stale", "deadLetter", "renamed", "events", "fine"] as const),
  ...(["otherHand", "rootsUnknown", "drift", "upstream", "redefined", "eventsUnseen", "incomplete"] as const),
] as const;
export type Advice = (typeof ADVICE)[number];

/** By the worst thing that the verdict found; nothing for what a badge says alone. */
const BY_CODE: Readonly<Record<string, Advice>> = {
  missing: "missing",
  unpopulated: "unpopulated",
  recreated: "recreated",
  refreshed_by_others: "otherHand",
  roots_unknown: "rootsUnknown",
  drift: "drift",
  suspended: "paused",
  failing: "staleFailed",
  upstream: "upstream",
  completeness_unknown: "capture",
  redefined: "redefined",
  events_unseen: "eventsUnseen",
  money: "incomplete",
  rows: "incomplete",
  source_emptied: "incomplete",
  disabled: "suspended",
};

/** The one thing worth saying about a view, most pressing first. */
export function adviceOf(view: ViewHealth, status: Status): Advice {
  const code = view.reasons[0]?.code;
  if (code === "never_refreshed") return view.last_status === "failed" ? "neverFailed" : "never";
  if (code === "late" || status === "late") return view.freshness === "very_stale" ? "veryStale" : "stale";
  const advice = code && BY_CODE[code];
  if (advice) return advice;
  if (view.dead_letter_events > 0) return "deadLetter";
  if (view.state === "renamed") return "renamed";
  return view.pending_events > 0 ? "events" : "fine";
}

/** Whether it asks for someone's attention. */
export const isPressing = (advice: Advice) =>
  advice !== "fine" && advice !== "events" && advice !== "renamed";
