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
    .description("change the role, the name or the groups of an account; it counts at its next request")
    .argument("<email>", "address or number of the account, from: user list")
    .addOption(new Option("--role <role>", "what it may do").choices(ROLES))
    .option("--name <name>", "the name for people")
    .option("--groups <groups...>", "the groups that it is in, by which it sees views; none for none")
    .action((email: string, given: { role?: string; name?: string; groups?: string[] }, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        if (Object.keys(given).length === 0)
          throw new UsageError("Say what to change: --role, --name or --groups.");
        const groups = given.groups?.filter((name) => name !== "none");
        const change = { ...given, ...(groups && { groups }) };
        const user = await updateUser(actor, email, change);
        print(json, user, () => `${user.email} is ${user.name}, ${[user.role, ...user.groups].join(", ")}.`);
        return EXIT.ok;
      }),
    );
}
