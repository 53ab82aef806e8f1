import type { Command } from "commander";
import { EXIT } from "@/cli/failure";
import { facts, print, table } from "@/cli/output";
import { inSession } from "@/cli/session";
import type { Feasibility, JudgedTarget } from "@/lib/contract/feasibility";
import { formatDuration, parseDuration } from "@/lib/duration";
import { formatTarget, parseTarget } from "@/lib/targets";
import { judgeTargets } from "@/server/views/feasibility";

interface Options {
  sla?: string;
  target?: string[];
  look?: string;
}

/** `frescura views feasibility <view>` */
export function addViewsFeasibility(parent: Command): void {
  parent
    .command("feasibility")
    .description("say what could be kept of targets for a view, by its own history; changes nothing")
    .argument("<view>", "slug or name of a registered view")
    .option("--sla <duration>", "instead of its own, such as 15m")
    .option("--target <target...>", 'instead of its own, such as "15m mon-fri 9:00-18:00"; off for none')
    .option("--look <duration>", "how often drivers would look (default: as they do)")
    .action((view: string, { sla, target, look }: Options, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        const judged = await judgeTargets(actor, view, {
          sla_seconds: sla === undefined ? undefined : parseDuration(sla),
          targets: target?.filter((text) => text !== "off").map(parseTarget),
          look_seconds: look === undefined ? undefined : parseDuration(look),
        });
        print(json, judged, () => words(judged));
        return EXIT.ok;
      }),
    );
}

function words(f: Feasibility): string {
  const judged = table(
    f.targets.map((one) => [
      one.target ? formatTarget(one.target) : formatDuration(one.seconds),
      verdict(one),
    ]),
    ["TARGET", "CAN IT BE KEPT"],
  );
  if (f.run_seconds === null)
    return `${judged}\n\nIt was never refreshed in the last 30 days: nothing is known.`;
  const costs = facts([
    ["a refresh takes", `${f.run_seconds} s (p95 of ${f.runs}, with those of the views below)`],
    ["drivers look", `every ${formatDuration(f.look_seconds)}`],
    ["database time", f.seconds_a_day === null ? null : `${f.seconds_a_day} s a day`],
    ["worst hour", f.worst_hour === null ? null : `${f.worst_hour}:00, ${f.worst_hour_seconds} s`],
  ]);
  return `${judged}\n\n${costs}`;
}

function verdict({ possible, kept_percent, needs_seconds }: JudgedTarget): string {
  if (possible === null) return "not known yet";
  if (!possible) return `impossible: not below ${formatDuration(needs_seconds!)} (kept ${kept_percent}%)`;
  return `kept ${kept_percent}%`;
}
