import { type Command, Option } from "commander";
import { EXIT, UsageError } from "@/cli/failure";
import { print } from "@/cli/output";
import { inSession } from "@/cli/session";
import { ROLES } from "@/lib/roles";
import { updateUser } from "@/server/users/update";

/** `frescura user set <email>` */
export function addUserSet(parent: Command): void {
  parent
    .command("set")
    .description("change the role or the name of an account; it counts at its next request")
    .argument("<email>", "address or number of the account, from: user list")
    .addOption(new Option("--role <role>", "what it may do").choices(ROLES))
    .option("--name <name>", "the name for people")
    .action((email: string, change: { role?: string; name?: string }, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        if (Object.keys(change).length === 0) throw new UsageError("Say what to change: --role or --name.");
        const user = await updateUser(actor, email, change);
        print(json, user, () => `${user.email} is ${user.name}, ${user.role}.`);
        return EXIT.ok;
      }),
    );
}
