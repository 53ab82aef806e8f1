import type { Command } from "commander";
import { EXIT } from "@/cli/failure";
import { print, table, timestamp } from "@/cli/output";
import { inSession } from "@/cli/session";
import type { TokenInfo } from "@/lib/contract/access";
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
            [...token.scopes, ...(token.views ? [`on ${token.views.join(", ")}`] : [])].join(" "),
            `${token.prefix}…`,
            timestamp(token.created_at),
            timestamp(token.last_used_at),
            stateOf(token),
          ]);
          return table(rows, ["ID", "NAME", "ROLE", "SCOPES", "TOKEN", "MADE", "LAST USED", "STATE"]);
        });
        return EXIT.ok;
      }),
    );
}

function stateOf({ revoked_at, expires_at }: TokenInfo): string {
  if (revoked_at) return `revoked ${timestamp(revoked_at)}`;
  const over = Date.parse(expires_at) <= Date.now();
  return over ? `expired ${timestamp(expires_at)}` : `works until ${timestamp(expires_at)}`;
}
