import type { Command } from "commander";
import { EXIT, UsageError } from "@/cli/failure";
import { print } from "@/cli/output";
import { scheduleFacts, scheduleNumber } from "@/cli/schedules";
import { inSession } from "@/cli/session";
import type { ScheduleChange } from "@/lib/contract/schedules";
import { updateSchedule } from "@/server/schedules/update";

/** `frescura schedules set|enable|disable <id>` */
export function addSchedulesSet(parent: Command): void {
  parent
    .command("set")
    .description("change a schedule; what is left out stays")
    .argument("<id>", "its number, from: schedules list", scheduleNumber)
    .option("--cron <cron>", 'minute, hour, day, month, weekday: "*/15 9-18 * * 1-5"')
    .option("--zone <zone>", "IANA time zone, such as America/Mexico_City")
    .option("--tier <tier>", "another tier")
    .action((id: number, options: { cron?: string; zone?: string; tier?: string }, command: Command) => {
      const { zone, ...rest } = options;
      const change = { ...rest, ...(zone !== undefined && { time_zone: zone }) };
      return changed(command, id, change, "Give what to change: --cron, --zone or --tier.");
    });
  parent
    .command("enable")
    .description("switch a schedule on; a slot missed meanwhile is made up for once")
    .argument("<id>", "its number, from: schedules list", scheduleNumber)
    .action((id: number, _options, command: Command) => changed(command, id, { enabled: true }));
  parent
    .command("disable")
    .description("switch a schedule off")
    .argument("<id>", "its number, from: schedules list", scheduleNumber)
    .action((id: number, _options, command: Command) => changed(command, id, { enabled: false }));
}

function changed(command: Command, id: number, change: ScheduleChange, otherwise = ""): Promise<void> {
  return inSession(command, async ({ actor, json }) => {
    if (Object.keys(change).length === 0) throw new UsageError(otherwise);
    const schedule = await updateSchedule(actor, id, change);
    print(json, schedule, () => scheduleFacts(schedule));
    return EXIT.ok;
  });
}
