import type { Command } from "commander";
import { EXIT } from "@/cli/failure";
import { facts, print } from "@/cli/output";
import { inSession } from "@/cli/session";
import { formatDuration, parseDuration } from "@/lib/duration";
import { registerView } from "@/server/views/register";

interface Options {
  slug?: string;
  sla?: string;
  title?: string;
  timeZone?: string;
}

/** `frescura views register <schema.name>` */
export function addViewsRegister(parent: Command): void {
  parent
    .command("register")
    .description("look after a materialized view: refresh it on schedule, measure and show it")
    .argument("<schema.name>", "the view; names keep their case, and need no SQL quotes")
    .option("--slug <slug>", "its name in addresses and commands (default: from the view's name)")
    .option("--sla <duration>", "up to which age it is fresh, such as 60m, 2h, 90s (default: 60m)")
    .option("--title <title>", "its name for people (default: from the view's name)")
    .option("--time-zone <zone>", "IANA zone of its working hours (default: BUSINESS_TIME_ZONE)")
    .action((view: string, options: Options, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        const { slug, sla, title, timeZone } = options;
        const made = await registerView(actor, {
          view,
          slug,
          sla_seconds: sla === undefined ? undefined : parseDuration(sla),
          title,
          time_zone: timeZone,
        });
        print(json, made, () =>
          facts([
            ["registered", `${made.schema_name}.${made.view_name}`],
            ["slug", made.slug],
            ["title", made.title],
            ["fresh up to", formatDuration(made.sla_seconds)],
            ["time zone", made.time_zone],
            ["next", `npm run -s frescura -- refresh ${made.slug}`],
          ]),
        );
        return EXIT.ok;
      }),
    );
}
