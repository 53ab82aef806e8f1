import type { Command } from "commander";
import { EXIT } from "@/cli/failure";
import { print } from "@/cli/output";
import { scheduleNumber } from "@/cli/schedules";
import { inSession } from "@/cli/session";
import { removeSchedule } from "@/server/schedules/remove";

/** `frescura schedules remove <id>` */
export function addSchedulesRemove(parent: Command): void {
  parent
    .command("remove")
    .description("remove a schedule; what it ran stays in the log")
    .argument("<id>", "its number, from: schedules list", scheduleNumber)
    .action((id: number, _options, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        const answer = await removeSchedule(actor, id);
        print(json, answer, () => `Schedule ${id} is removed.`);
        return EXIT.ok;
      }),
    );
}
