import type { Command } from "commander";
import { EXIT } from "@/cli/failure";
import { print } from "@/cli/output";
import { inSession } from "@/cli/session";
import { endSessionsOf } from "@/server/users/end-sessions";

/** `frescura user sign-out <email>` */
export function addUserSignOut(parent: Command): void {
  parent
    .command("sign-out")
    .description("end all sessions of an account; it may sign in again")
    .argument("<email>", "address or number of the account, from: user list")
    .action((email: string, _options, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        const done = await endSessionsOf(actor, email);
        print(json, done, () => `${email} is signed out everywhere; sessions ended: ${done.ended}.`);
        return EXIT.ok;
      }),
    );
}
