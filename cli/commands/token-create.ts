import { type Command, Option } from "commander";
import { EXIT } from "@/cli/failure";
import { io } from "@/cli/io";
import { print } from "@/cli/output";
import { inSession } from "@/cli/session";
import { ROLES } from "@/lib/roles";
import { createToken } from "@/server/tokens/create";

/** `frescura token create` */
export function addTokenCreate(parent: Command): void {
  parent
    .command("create")
    .description("make a bearer token for the API; it is printed once and kept only as a hash")
    .addOption(new Option("--role <role>", "what it may do").choices(ROLES).makeOptionMandatory())
    .requiredOption("--name <name>", "what it is for")
    .action((options: { role: string; name: string }, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        const { token, ...kept } = await createToken(actor, { role: options.role, name: options.name });
        // The token alone on its line, so that a shell can take it.
        if (!json)
          io().stderr.write(`Token ${kept.id} for ${kept.role} "${kept.name}". It is not shown again:\n`);
        print(json, { token, ...kept }, () => token);
        return EXIT.ok;
      }),
    );
}
