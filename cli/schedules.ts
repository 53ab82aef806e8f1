import { InvalidArgumentError } from "commander";
import { facts } from "@/cli/output";
import type { Schedule } from "@/lib/contract/schedules";

/** A schedule's number from the command line. */
export function scheduleNumber(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text))
    throw new InvalidArgumentError("Give its number, as schedules list shows it.");
  return Number(text);
}

/** A slot as the clock of its own time zone shows it. */
export function slotTime(iso: string, timeZone: string): string {
  return new Date(iso)
    .toLocaleString("en-GB", {
      timeZone,
      weekday: "short",
      day: "2-digit",
      month: "short",
      hour: "2-digit",
      minute: "2-digit",
      timeZoneName: "shortOffset",
    })
    .replaceAll(",", "");
}

/** Whether it runs, in a word or two. */
export function stateOf({ enabled, view_enabled, problem }: Schedule): string {
  if (problem) return "cannot run";
  if (!enabled) return "off";
  return view_enabled ? "on" : "on, its view is off";
}

/** One schedule in words, with its next three times. */
export function scheduleFacts(schedule: Schedule): string {
  const { id, view, tier, cron, time_zone, words, next, problem } = schedule;
  return facts([
    ["schedule", `${id}, ${tier} for ${view ?? "all views"}`],
    ["cron", `${cron} (${time_zone})`],
    ["when", words?.en ?? problem],
    ["next", next.map((at) => slotTime(at, time_zone)).join(" · ")],
    ["state", stateOf(schedule)],
  ]);
}
