import type { Command } from "commander";
import { EXIT } from "@/cli/failure";
import { print, table } from "@/cli/output";
import { slotTime, stateOf } from "@/cli/schedules";
import { inSession } from "@/cli/session";
import { listSchedules } from "@/server/schedules/list";

/** `frescura schedules list [view]` */
export function addSchedulesList(parent: Command): void {
  parent
    .command("list")
    .description("list the schedules in words, with their next time")
    .argument("[view]", "slug or name of a registered view: only what runs for it")
    .action((view: string | undefined, _options, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        const answer = await listSchedules(actor, { view });
        print(json, answer, () => {
          if (answer.schedules.length === 0)
            return "There is no schedule. Make one with: schedules add <tier> <cron> --view <view>";
          const rows = answer.schedules.map((schedule) => [
            schedule.id,
            schedule.view ?? "all views",
            schedule.tier,
            schedule.cron,
            schedule.words?.en ?? schedule.problem,
            schedule.next[0] && slotTime(schedule.next[0], schedule.time_zone),
            stateOf(schedule),
          ]);
          return table(rows, ["ID", "VIEW", "TIER", "CRON", "WHEN", "NEXT", "STATE"]);
        });
        return EXIT.ok;
      }),
    );
}
