import type { Command } from "commander";
import { EXIT } from "@/cli/failure";
import { print, table } from "@/cli/output";
import { inSession } from "@/cli/session";
import { formatDuration } from "@/lib/duration";
import { listViews } from "@/server/views/list";

/** `frescura views list` */
export function addViewsList(parent: Command): void {
  parent
    .command("list")
    .description("list the registered views and their settings")
    .action((_options, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        const views = await listViews(actor);
        print(json, views, () => {
          if (views.length === 0) return "No view is registered. See which could be with: views discover";
          const rows = views.map((view) => [
            view.slug,
            `${view.schema_name}.${view.view_name}`,
            view.enabled ? view.state : `${view.state}, disabled`,
            formatDuration(view.sla_seconds),
            view.time_zone,
            view.sources.join(", "),
          ]);
          return table(rows, ["SLUG", "VIEW", "STATE", "SLA", "TIME ZONE", "EVENTS FROM"]);
        });
        return EXIT.ok;
      }),
    );
}
