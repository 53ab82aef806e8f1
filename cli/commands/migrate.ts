import type { Command } from "commander";
import { EXIT } from "@/cli/failure";
import { io } from "@/cli/io";
import { print } from "@/cli/output";
import { inSession } from "@/cli/session";
import { migrateDatabase } from "@/server/database/migrate";

/** `frescura migrate` */
export function addMigrate(parent: Command): void {
  parent
    .command("migrate")
    .description("bring the database to this version: tables, functions, triggers; safe to run again")
    .option("--dry-run", "only say what would move or be left out; nothing is changed")
    .option("--no-facade", "make none of the contract's names in schema public, now and later")
    .action(({ dryRun = false, facade }: { dryRun?: boolean; facade: boolean }, command: Command) =>
      inSession(command, async ({ actor, json, directUrl }) => {
        // To the other stream: what is printed last is the answer.
        const say = (line: string) => void io().stderr.write(`${line}\n`);
        const done = await migrateDatabase(actor, directUrl, { dryRun, facade, say });
        print(json, done, () =>
          dryRun
            ? `${done.database} has ${done.migrations} migrations; nothing was changed.`
            : done.applied > 0
              ? `${done.database}: ${done.applied} migrations applied, ${done.migrations} in all.`
              : `${done.database} is at this version already (${done.migrations} migrations); its functions were renewed.`,
        );
        return EXIT.ok;
      }),
    );
}
