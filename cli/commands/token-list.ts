import type { Command } from "commander";
import { EXIT } from "@/cli/failure";
import { print, table, timestamp } from "@/cli/output";
import { inSession } from "@/cli/session";
import { listTokens } from "@/server/tokens/list";

/** `frescura token list` */
export function addTokenList(parent: Command): void {
  parent
    .command("list")
    .description("list the tokens, newest first, revoked ones too")
    .action((_options, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        const tokens = await listTokens(actor);
        print(json, tokens, () => {
          if (tokens.length === 0)
            return "There is no token. Make one with: token create --role <role> --name <name>";
          const rows = tokens.map((token) => [
            token.id,
            token.name,
            token.role,
            `${token.prefix}…`,
            timestamp(token.created_at),
            timestamp(token.last_used_at),
            token.revoked_at ? `revoked ${timestamp(token.revoked_at)}` : "works",
          ]);
          return table(rows, ["ID", "NAME", "ROLE", "TOKEN", "MADE", "LAST USED", "STATE"]);
        });
        return EXIT.ok;
      }),
    );
}
