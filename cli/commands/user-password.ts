import type { Command } from "commander";
import { EXIT } from "@/cli/failure";
import { print } from "@/cli/output";
import { addPasswordOptions, givenPassword, type PasswordOptions } from "@/cli/password";
import { inSession } from "@/cli/session";
import { resetPassword } from "@/server/users/reset-password";

/** `frescura user password <email>` */
export function addUserPassword(parent: Command): void {
  const command = parent
    .command("password")
    .description(
      "give an account another password, which ends its sessions; unless given, one is made and printed once",
    )
    .argument("<email>", "address or number of the account, from: user list");
  addPasswordOptions(command).action((email: string, options: PasswordOptions, self: Command) =>
    inSession(self, async ({ actor, json }) => {
      const given = await givenPassword(options);
      const { password, ...user } = await resetPassword(actor, email, { password: given });
      print(json, password === null ? user : { ...user, password }, () => {
        const changed = `${user.email} has another password; its sessions have ended.`;
        return password === null ? changed : `${changed}\nPassword, not shown again: ${password}`;
      });
      return EXIT.ok;
    }),
  );
}
