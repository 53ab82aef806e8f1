import type { Command } from "commander";
import { EXIT } from "@/cli/failure";
import { idOf } from "@/cli/ids";
import { print } from "@/cli/output";
import { inSession } from "@/cli/session";
import { testChannel } from "@/server/channels/test";

/** `frescura channels test <id>` */
export function addChannelsTest(parent: Command): void {
  parent
    .command("test")
    .description("send a test by a channel, and say what came of it")
    .argument("<id>", "its number, from: channels list", idOf)
    .addHelpText("after", "\nEnds with 1 when it was not taken.")
    .action((id: number, _options, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        const answer = await testChannel(actor, { id });
        print(json, answer, () =>
          answer.delivered ? "The test was taken." : `It was not taken: ${answer.error}`,
        );
        return answer.delivered ? EXIT.ok : EXIT.failed;
      }),
    );
}
