import type { Command } from "commander";
import { EXIT } from "@/cli/failure";
import { print, table, timestamp } from "@/cli/output";
import { inSession } from "@/cli/session";
import type { SlaAnswer, SlaLevel } from "@/lib/contract/sla";
import { formatDuration } from "@/lib/duration";
import { getSla } from "@/server/sla/get";

interface Options {
  hours?: string;
  check?: boolean;
}

/** `frescura sla [view]` */
export function addSla(parent: Command): void {
  parent
    .command("sla")
    .description("say how the promises were kept, and each time they were not, with its cause")
    .argument("[view]", "slug or name of a registered view")
    .option("--hours <hours>", "how far to look back (default: 24; a week is 168, 30 days 720)")
    .option("--check", "end with 1 when one was missed, for monitors")
    .action((view: string | undefined, { hours, check }: Options, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        const answer = await getSla(actor, { view, hours });
        print(json, answer, () => words(answer));
        const missed = answer.views.some(({ levels }) => levels.some(({ attained }) => attained === false));
        return check && missed ? EXIT.failed : EXIT.ok;
      }),
    );
}

function words({ views, hours }: SlaAnswer): string {
  if (views.length === 0) return "No view is registered. See which could be with: views discover";
  const levels = table(
    views.flatMap(({ slug, levels }) => levels.map((level) => [slug, level.class, ...cells(level)])),
    ["VIEW", "PROMISE", "TARGET", "KEPT", "OF", "STATE", "BUDGET LEFT", "P50", "P95", "P99"],
  );
  const short = views.flatMap(({ breaches }) => breaches).filter((one) => one.short).length;
  const breaches = views.flatMap(({ slug, breaches }) =>
    breaches
      .filter((one) => !one.short)
      .map((one) => [
        slug,
        one.class,
        timestamp(one.began_at),
        one.lasts ? "now" : timestamp(one.ended_at),
        formatDuration(Math.max(1, Math.round(one.seconds))),
        one.cause,
        one.events,
      ]),
  );
  const more =
    short === 0
      ? ""
      : `\n\n${short} shorter than a minute ${short === 1 ? "is" : "are"} counted and not listed.`;
  if (breaches.length === 0) {
    const told = short === 0 ? "No target was missed" : "No target was missed for a minute or more";
    return `${levels}\n\n${told} in the last ${hours} h.${more}`;
  }
  const head = ["VIEW", "PROMISE", "FROM", "TO", "LATE BY", "CAUSE", "EVENTS"];
  return `${levels}\n\n${table(breaches, head)}${more}`;
}

function cells(level: SlaLevel) {
  const { target_seconds, target_percent, attained_percent, attained, budget_left_percent } = level;
  return [
    target_seconds === null
      ? `${target_percent}%`
      : `${target_percent}% within ${formatDuration(target_seconds)}`,
    attained_percent === null ? null : `${attained_percent}%`,
    observed(level),
    attained === null ? "nothing to measure" : attained ? "kept" : "missed",
    budget_left_percent === null ? null : `${budget_left_percent}%`,
    ...[level.p50_ms, level.p95_ms, level.p99_ms].map((ms) => (ms === null ? null : `${ms} ms`)),
  ];
}

function observed({ class: name, observed }: SlaLevel): string | null {
  if (!observed) return null;
  if (name === "normal" || name === "money") return formatDuration(Math.round(observed));
  return `${observed} ${{ high_impact: "events", on_demand: "refreshes", reads: "reads" }[name]}`;
}
