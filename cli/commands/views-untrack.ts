import type { Command } from "commander";
import { EXIT } from "@/cli/failure";
import { print } from "@/cli/output";
import { inSession } from "@/cli/session";
import { removeTrack } from "@/server/tracks/remove";

/** `frescura views untrack <view>` */
export function addViewsUntrack(parent: Command): void {
  parent
    .command("untrack")
    .description("stop recording the writes to the sources of a view; drops its ledger and live view")
    .argument("<view>", "slug or name of a registered view")
    .action((view: string, _options, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        const answer = await removeTrack(actor, { view });
        print(json, answer, () =>
          answer.untracked ? `${answer.view} is not tracked any more.` : `${answer.view} was not tracked.`,
        );
        return EXIT.ok;
      }),
    );
}
