import { type Command, Option } from "commander";
import { EXIT } from "@/cli/failure";
import { io } from "@/cli/io";
import { print, timestamp } from "@/cli/output";
import { inSession } from "@/cli/session";
import { ROLES, SCOPES } from "@/lib/roles";
import { TOKEN_DAYS, TOKEN_DAYS_MAX } from "@/lib/token";
import { createToken } from "@/server/tokens/create";

interface Options {
  role: string;
  name: string;
  scopes?: string[];
  views?: string[];
  days: string;
}

/** `frescura token create` */
export function addTokenCreate(parent: Command): void {
  parent
    .command("create")
    .description("make a bearer token for the API; it is printed once and kept only as a hash")
    .addOption(new Option("--role <role>", "what it may do").choices(ROLES).makeOptionMandatory())
    .requiredOption("--name <name>", "what it is for")
    .addOption(
      new Option(
        "--scopes <scopes...>",
        "what it may be used for; without: all that the role can do",
      ).choices(SCOPES),
    )
    .option("--views <views...>", "the views that it is limited to; without: all that the role sees")
    .option("--days <count>", `after how many days it ends, at most ${TOKEN_DAYS_MAX}`, String(TOKEN_DAYS))
    .action((options: Options, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        const { token, ...kept } = await createToken(actor, {
          ...{ role: options.role, name: options.name, scopes: options.scopes, views: options.views },
          expires_in_days: Number(options.days),
        });
        // The token alone on its line, so that a shell can take it.
        if (!json)
          io().stderr.write(
            `Token ${kept.id} for ${kept.role} "${kept.name}", until ${timestamp(kept.expires_at)}. It is not shown again:\n`,
          );
        print(json, { token, ...kept }, () => token);
        return EXIT.ok;
      }),
    );
}
