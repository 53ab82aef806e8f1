import type { Command } from "commander";
import { EXIT } from "@/cli/failure";
import { print } from "@/cli/output";
import { inSession } from "@/cli/session";
import { updateUser } from "@/server/users/update";

/** `frescura user disable <email>` */
export function addUserDisable(parent: Command): void {
  parent
    .command("disable")
    .description("close an account: it may not sign in, and its sessions end; nothing is deleted")
    .argument("<email>", "address or number of the account, from: user list")
    .action((email: string, _options, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        const user = await updateUser(actor, email, { disabled: true });
        print(json, user, () => `${user.email} may not sign in any more; its sessions have ended.`);
        return EXIT.ok;
      }),
    );
}
