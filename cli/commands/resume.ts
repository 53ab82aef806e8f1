import type { Command } from "commander";
import { EXIT } from "@/cli/failure";
import { print } from "@/cli/output";
import { inSession } from "@/cli/session";
import { resume } from "@/server/control/resume";

/** `frescura resume <view>` */
export function addResume(parent: Command): void {
  parent
    .command("resume")
    .description("let a suspended view be scheduled again, and ask anew for its events that were set aside")
    .argument("<view>", "slug or name of a registered view")
    .action((view: string, _options, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        const answer = await resume(actor, view);
        print(json, answer, () =>
          answer.resumed
            ? `${answer.view} is scheduled again; the next driver tries it at once.`
            : `${answer.view} is not suspended, and none of its events was set aside.`,
        );
        return EXIT.ok;
      }),
    );
}
