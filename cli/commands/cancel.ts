import type { Command } from "commander";
import { EXIT } from "@/cli/failure";
import { print } from "@/cli/output";
import { inSession } from "@/cli/session";
import { cancelRefresh } from "@/server/control/cancel";

/** `frescura cancel <view>` */
export function addCancel(parent: Command): void {
  parent
    .command("cancel")
    .description("cancel the refresh of a view that runs; the view stays as it was")
    .argument("<view>", "slug or name of a registered view")
    .action((view: string, _options, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        const answer = await cancelRefresh(actor, view);
        print(json, answer, () => `${answer.view}: refresh ${answer.refresh_id} is cancelled.`);
        return EXIT.ok;
      }),
    );
}
