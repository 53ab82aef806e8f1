import type { Command } from "commander";
import { EXIT } from "@/cli/failure";
import { print } from "@/cli/output";
import { inSession } from "@/cli/session";
import { migrateDatabase } from "@/server/database/migrate";

/** `frescura migrate` */
export function addMigrate(parent: Command): void {
  parent
    .command("migrate")
    .description("bring the database to this version: tables, functions, triggers; safe to run again")
    .action((_options, command: Command) =>
      inSession(command, async ({ actor, json, directUrl }) => {
        const done = await migrateDatabase(actor, directUrl);
        print(json, done, () =>
          done.applied > 0
            ? `${done.database}: ${done.applied} migrations applied, ${done.migrations} in all.`
            : `${done.database} is at this version already (${done.migrations} migrations); its functions were renewed.`,
        );
        return EXIT.ok;
      }),
    );
}
