import { type Command, InvalidArgumentError } from "commander";
import { EXIT } from "@/cli/failure";
import { print, timestamp } from "@/cli/output";
import { inSession } from "@/cli/session";
import { revokeToken } from "@/server/tokens/revoke";

/** `frescura token revoke <id>` */
export function addTokenRevoke(parent: Command): void {
  parent
    .command("revoke")
    .description("revoke a token, from its next request on; a second time changes nothing")
    .argument("<id>", "its number, from: token list", number)
    .action((id: number, _options, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        const token = await revokeToken(actor, { id });
        print(
          json,
          token,
          () => `Token ${token.id} (${token.name}) is revoked since ${timestamp(token.revoked_at)}.`,
        );
        return EXIT.ok;
      }),
    );
}

function number(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text))
    throw new InvalidArgumentError("Give its number, as token list shows it.");
  return Number(text);
}
