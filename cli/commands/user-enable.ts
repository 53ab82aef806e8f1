import type { Command } from "commander";
import { EXIT } from "@/cli/failure";
import { print } from "@/cli/output";
import { inSession } from "@/cli/session";
import { updateUser } from "@/server/users/update";

/** `frescura user enable <email>` */
export function addUserEnable(parent: Command): void {
  parent
    .command("enable")
    .description("open a closed account again")
    .argument("<email>", "address or number of the account, from: user list")
    .action((email: string, _options, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        const user = await updateUser(actor, email, { disabled: false });
        print(json, user, () => `${user.email} may sign in as ${user.role}.`);
        return EXIT.ok;
      }),
    );
}
