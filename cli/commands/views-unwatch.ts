import type { Command } from "commander";
import { EXIT } from "@/cli/failure";
import { print } from "@/cli/output";
import { inSession } from "@/cli/session";
import { removeWatch } from "@/server/watches/remove";

/** `frescura views unwatch <view> <source>` */
export function addViewsUnwatch(parent: Command): void {
  parent
    .command("unwatch")
    .description("end the high-impact events of a source; a tracked one stays tracked")
    .argument("<view>", "slug or name of a registered view")
    .argument("<source>", "table that is watched, as name or schema.name")
    .action((view: string, source: string, _options, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        const answer = await removeWatch(actor, { view, source });
        print(json, answer, () =>
          answer.unwatched
            ? `${source} is not watched any more.`
            : `${source} was tracked only, and still is.`,
        );
        return EXIT.ok;
      }),
    );
}
