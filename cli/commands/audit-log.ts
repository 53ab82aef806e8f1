import type { Command } from "commander";
import { EXIT } from "@/cli/failure";
import { print, table, timestamp } from "@/cli/output";
import { inSession } from "@/cli/session";
import { listAuditEvents } from "@/server/audit-log/list";

/** `frescura audit-log` */
export function addAuditLog(parent: Command): void {
  parent
    .command("audit-log")
    .description("list who did what that changes or costs something, newest first")
    .option("--limit <count>", "how many (default: 50, at most 1000)")
    .option("--actor <actor>", "only by this one, such as user:ana@example.com")
    .option("--action <action>", "only actions that begin with this, such as user. or view.refresh")
    .option("--target <target>", "only what was done to this view, account or token")
    .action((options: Record<string, string>, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        const { events } = await listAuditEvents(actor, options);
        print(json, events, () => {
          if (events.length === 0) return "Nothing is recorded.";
          const rows = events.map((event) => [
            timestamp(event.created_at),
            event.actor,
            event.action,
            event.target,
            JSON.stringify(event.detail),
          ]);
          return table(rows, ["WHEN", "WHO", "WHAT", "TO", "DETAIL"]);
        });
        return EXIT.ok;
      }),
    );
}
