import type { Command } from "commander";
import { EXIT } from "@/cli/failure";
import { idOf } from "@/cli/ids";
import { print } from "@/cli/output";
import { inSession } from "@/cli/session";
import { removeChannel } from "@/server/channels/remove";

/** `frescura channels remove <id>` */
export function addChannelsRemove(parent: Command): void {
  parent
    .command("remove")
    .description("remove an alert channel, with what still waits to be told there")
    .argument("<id>", "its number, from: channels list", idOf)
    .action((id: number, _options, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        const answer = await removeChannel(actor, { id });
        print(json, answer, () => `Channel ${id} is removed.`);
        return EXIT.ok;
      }),
    );
}
