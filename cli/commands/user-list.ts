import type { Command } from "commander";
import { EXIT } from "@/cli/failure";
import { print, table, timestamp } from "@/cli/output";
import { inSession } from "@/cli/session";
import { listUsers } from "@/server/users/list";

/** `frescura user list` */
export function addUserList(parent: Command): void {
  parent
    .command("list")
    .description("list the accounts, closed ones too")
    .action((_options, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        const users = await listUsers(actor);
        print(json, users, () => {
          if (users.length === 0)
            return "There is no account. Make one with: user create --email <address> --name <name> --role admin";
          const rows = users.map((user) => [
            user.id,
            user.email,
            user.name,
            user.role,
            timestamp(user.created_at),
            user.disabled_at ? `disabled ${timestamp(user.disabled_at)}` : "open",
          ]);
          return table(rows, ["ID", "EMAIL", "NAME", "ROLE", "MADE", "STATE"]);
        });
        return EXIT.ok;
      }),
    );
}
