import type { Command } from "commander";
import { EXIT } from "@/cli/failure";
import { idOf } from "@/cli/ids";
import { io } from "@/cli/io";
import { print } from "@/cli/output";
import { inSession } from "@/cli/session";
import { endFormerSecret } from "@/server/channels/end-secret";
import { rotateChannelSecret } from "@/server/channels/rotate-secret";

/** `frescura channels rotate <id>` */
export function addChannelsRotate(parent: Command): void {
  parent
    .command("rotate")
    .description("give a webhook another secret, printed once; the former signs beside it until --end-former")
    .argument("<id>", "its number, from: channels list", idOf)
    .option("--end-former", "end the former secret instead, once the receiver goes by the new one")
    .action((id: number, { endFormer }: { endFormer?: boolean }, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        if (endFormer) {
          const { ended } = await endFormerSecret(actor, { id });
          const said = ended ? "The former secret has ended." : "There was no former secret.";
          print(json, { id, ended }, () => said);
          return EXIT.ok;
        }
        const made = await rotateChannelSecret(actor, { id });
        if (!json) io().stderr.write("The secret of the webhook. It is not shown again:\n");
        print(json, made, () => made.secret);
        return EXIT.ok;
      }),
    );
}
