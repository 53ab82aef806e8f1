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
    .argument("[source]", "with --mapping: the source of which one further mapping ends")
    .option("--mapping <name>", "that mapping")
    .action((view: string, source: string | undefined, options: { mapping?: string }, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        const answer = await removeTrack(actor, { view, source, ...options });
        print(json, answer, () =>
          !answer.untracked
            ? `${answer.view} was not tracked.`
            : source
              ? `The mapping ${options.mapping} of ${source} is ended.`
              : `${answer.view} is not tracked any more.`,
        );
        return EXIT.ok;
      }),
    );
}
