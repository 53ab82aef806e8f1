import { type Command, Option } from "commander";
import { EXIT } from "@/cli/failure";
import { print } from "@/cli/output";
import { addPasswordOptions, givenPassword, type PasswordOptions } from "@/cli/password";
import { inSession } from "@/cli/session";
import { ROLES } from "@/lib/roles";
import { createUser } from "@/server/users/create";

interface Options extends PasswordOptions {
  email: string;
  name: string;
  role: string;
}

/** `frescura user create` */
export function addUserCreate(parent: Command): void {
  const command = parent
    .command("create")
    .description("make an account that may sign in; unless given, a password is made and printed once")
    .requiredOption("--email <address>", "the address to sign in with")
    .requiredOption("--name <name>", "the name for people")
    .addOption(new Option("--role <role>", "what it may do").choices(ROLES).makeOptionMandatory());
  addPasswordOptions(command).action((options: Options, self: Command) =>
    inSession(self, async ({ actor, json }) => {
      const { email, name, role } = options;
      const { password, ...user } = await createUser(actor, {
        ...{ email, name, role },
        password: await givenPassword(options),
      });
      print(json, password === null ? user : { ...user, password }, () => {
        const made = `${user.email} may sign in as ${user.role}.`;
        return password === null ? made : `${made}\nPassword, not shown again: ${password}`;
      });
      return EXIT.ok;
    }),
  );
}
