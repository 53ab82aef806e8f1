import type { Command } from "commander";
import { EXIT, UsageError } from "@/cli/failure";
import { print } from "@/cli/output";
import { scheduleFacts } from "@/cli/schedules";
import { inSession } from "@/cli/session";
import { createSchedule } from "@/server/schedules/create";

interface Options {
  view?: string;
  all?: boolean;
  zone?: string;
  off?: boolean;
}

/** `frescura schedules add <tier> <cron> --view <view> | --all` */
export function addSchedulesAdd(parent: Command): void {
  parent
    .command("add")
    .description("make a schedule; the tier events drains what waits, every other one refreshes")
    .argument("<tier>", "hourly, working-hours, events, or a name of your own such as nightly")
    .argument("<cron>", 'minute, hour, day, month, weekday: "*/15 9-18 * * 1-5"')
    .option("--view <view>", "slug or name of a registered view")
    .option("--all", "for all views")
    .option("--zone <zone>", "IANA time zone (default: that of the view, or BUSINESS_TIME_ZONE)")
    .option("--off", "make it switched off")
    .action((tier: string, cron: string, options: Options, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        const { view, all = false, zone, off = false } = options;
        if ((view !== undefined) === all) throw new UsageError("Give either --view <view> or --all.");
        const asked = { view: view ?? null, tier, cron, time_zone: zone, enabled: !off };
        const schedule = await createSchedule(actor, asked);
        print(json, schedule, () => scheduleFacts(schedule));
        return EXIT.ok;
      }),
    );
}
