import type { ViewHealth } from "@/lib/contract/health";
import type { Status } from "@/lib/view-status";

/** What to do about a view: the same cases as `frescura.recommendation`, as keys `advice.<key>` of the messages. */
export const ADVICE = [
  "missing",
  "recreated",
  "capture",
  "unpopulated",
  "neverFailed",
  "never",
  "suspended",
  "paused",
  "staleFailed",
  "veryStale",
  "stale",
  "deadLetter",
  "renamed",
  "events",
  "fine",
] as const;
export type Advice = (typeof ADVICE)[number];

/** The one thing worth saying about a view, most pressing first. */
export function adviceOf(view: ViewHealth, status: Status): Advice {
  if (view.state === "missing") return "missing";
  if (view.state === "recreated") return "recreated";
  if (view.state === "unpopulated") return "unpopulated";
  if (view.pending_reason === "capture_off" || view.pending_reason === "capture_failed") return "capture";
  if (status === "suspended") return "suspended";
  if (view.suspended_at !== null) return "paused";
  if (status === "unknown") return view.last_status === "failed" ? "neverFailed" : "never";
  if (status !== "fresh" && view.last_status === "failed") return "staleFailed";
  if (status === "very_stale") return "veryStale";
  if (status === "stale") return "stale";
  if (view.dead_letter_events > 0) return "deadLetter";
  if (view.state === "renamed") return "renamed";
  return view.pending_events > 0 ? "events" : "fine";
}

/** Whether it asks for someone's attention. */
export const isPressing = (advice: Advice) =>
  advice !== "fine" && advice !== "events" && advice !== "renamed";
