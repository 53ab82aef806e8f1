import type { Command } from "commander";
import { EXIT } from "@/cli/failure";
import { idOf } from "@/cli/ids";
import { print } from "@/cli/output";
import { inSession } from "@/cli/session";
import { acknowledgeAlert, unacknowledgeAlert } from "@/server/alerts/acknowledge";

/** `frescura alerts ack <id>` */
export function addAlertsAck(parent: Command): void {
  parent
    .command("ack")
    .description("note that an alert is looked into, so that it asks for nobody else")
    .argument("<id>", "its number, from: alerts list", idOf)
    .option("--undo", "take the note back")
    .action((id: number, { undo }: { undo?: boolean }, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        const alert = await (undo ? unacknowledgeAlert : acknowledgeAlert)(actor, { id });
        print(json, alert, () =>
          alert.acknowledged_by
            ? `Alert ${id} is noted by ${alert.acknowledged_by}.`
            : `Alert ${id} is noted by nobody any more.`,
        );
        return EXIT.ok;
      }),
    );
}
