import type { ViewHealth } from "@/lib/contract/health";
import type { Speed, TroubleshootingAnswer } from "@/lib/contract/troubleshooting";

export type Tone = "good" | "info" | "warning" | "bad";

/** One answer to "not refreshing?": a key `answers.verdicts.<key>` of the messages with its values, and its cure. */
export interface Verdict {
  key: VerdictKey;
  tone: Tone;
  /** Title of the view that it is about. */
  view?: string;
  count?: number;
  /** A timestamp. */
  at?: string;
  who?: string;
  /** SQLSTATE of the last failure. */
  code?: string | null;
}

export const VERDICTS = [
  "driver",
  "driverSilent",
  "driverNever",
  "noSchedule",
  "disabled",
  "suspended",
  "failing",
  "missing",
  "held",
  "lastGood",
  "cronFailed",
] as const;
export type VerdictKey = (typeof VERDICTS)[number];

/** Two intervals of the events tier, as the alert has it. */
const SILENT_MS = 10 * 60_000;

/** Why views may not be refreshed, from the facts of now; what is wrong first. */
export function notRefreshing(
  views: readonly ViewHealth[],
  facts: TroubleshootingAnswer,
  now: number,
): Verdict[] {
  return [
    ...aboutDrivers(facts, now),
    ...views.flatMap((view) => aboutView(view, facts)),
    ...aboutSuccess(views),
  ].toSorted((a, b) => WEIGHT[a.tone] - WEIGHT[b.tone]);
}

const WEIGHT: Readonly<Record<Tone, number>> = { bad: 0, warning: 1, info: 2, good: 3 };

function aboutDrivers({ drivers, cron_jobs }: TroubleshootingAnswer, now: number): Verdict[] {
  const latest = drivers[0];
  const seen: Verdict = !latest
    ? { key: "driverNever", tone: "warning" }
    : !drivers.some(
          ({ seen_at, next_look_at }) => now - Date.parse(laterOf(seen_at, next_look_at)) <= SILENT_MS,
        )
      ? { key: "driverSilent", tone: "bad", at: latest.seen_at, who: latest.name }
      : { key: "driver", tone: "good", at: latest.seen_at, who: latest.name };
  const failed = (cron_jobs ?? []).filter(({ last_status }) => last_status === "failed");
  return [
    seen,
    ...failed.map(
      ({ name, last_start_at }): Verdict => ({
        key: "cronFailed",
        tone: "bad",
        who: name,
        at: last_start_at ?? undefined,
      }),
    ),
  ];
}

/** One that sleeps has said until when, and gives no sign before. */
const laterOf = (seen: string, until: string | null) =>
  until !== null && Date.parse(until) > Date.parse(seen) ? until : seen;

function aboutView(view: ViewHealth, facts: TroubleshootingAnswer): Verdict[] {
  const about = { view: view.title };
  if (view.state === "missing") return [{ key: "missing", tone: "bad", ...about }];
  if (!view.enabled) return [{ key: "disabled", tone: "warning", ...about }];
  const verdicts: Verdict[] = [];
  if (view.suspended_at) verdicts.push({ key: "suspended", tone: "bad", at: view.suspended_at, ...about });
  else if (view.failures_in_a_row > 0) {
    verdicts.push({
      key: "failing",
      tone: view.failures_in_a_row > 1 ? "bad" : "warning",
      count: view.failures_in_a_row,
      code: view.last_error_code,
      ...about,
    });
  }
  const holder = facts.long_transactions?.find(({ holds }) => holds.includes(view.slug));
  if (holder && view.next_mode === "plain") {
    const who = [holder.pid, holder.role, holder.application].filter(Boolean).join(" ");
    verdicts.push({ key: "held", tone: "warning", who, at: holder.began_at, ...about });
  }
  const scheduled = facts.jobs.some(
    ({ view: of, tier, enabled }) => enabled && tier !== "events" && (of === null || of === view.slug),
  );
  if (!scheduled && !facts.cron_jobs?.some(({ active }) => active))
    verdicts.push({ key: "noSchedule", tone: "warning", ...about });
  return verdicts;
}

function aboutSuccess(views: readonly ViewHealth[]): Verdict[] {
  const newest = views
    .filter((view) => view.last_refresh !== null)
    .toSorted((a, b) => Date.parse(b.last_refresh!) - Date.parse(a.last_refresh!))[0];
  return newest ? [{ key: "lastGood", tone: "info", at: newest.last_refresh!, view: newest.title }] : [];
}

/** What the figures of a view say: slower than before, only locked, or as ever; keys `answers.speed.<key>`. */
export type SpeedVerdict = "idle" | "slower" | "usual" | "unknown";

/** Twice the median of the month before, and half a second more, is slower. */
export function speedOf({ count, average_ms, before_ms }: Speed): SpeedVerdict {
  if (count === 0 || average_ms === null) return "idle";
  if (before_ms === null) return "unknown";
  return average_ms > 2 * before_ms && average_ms > before_ms + 500 ? "slower" : "usual";
}
