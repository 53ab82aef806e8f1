import type { Command } from "commander";
import { EXIT } from "@/cli/failure";
import { print } from "@/cli/output";
import { inSession } from "@/cli/session";
import { type Uninstall, uninstallDatabase } from "@/server/database/uninstall";

/** `frescura uninstall` */
export function addUninstall(parent: Command): void {
  parent
    .command("uninstall")
    .description(
      "remove everything of Frescura from the database; views, sources and their rows stay as they are",
    )
    .option("--yes", "do it; without, it is only said what would be removed")
    .action(({ yes = false }: { yes?: boolean }, command: Command) =>
      inSession(command, async ({ actor, json, directUrl }) => {
        const plan = await uninstallDatabase(actor, directUrl, { dryRun: !yes });
        print(json, { removed: yes && plan !== null, ...plan }, () => inWords(plan, yes));
        return EXIT.ok;
      }),
    );
}

function inWords(plan: Uninstall | null, done: boolean): string {
  if (plan === null) return "The database has no Frescura in it.";
  const { tables, triggers, live_views, facade, stand_in, dependents } = plan;
  const lines = [
    `schema frescura with ${tables} tables: settings, log, events, users, audit log`,
    ...[...live_views.map((name) => `live view ${name}`), ...facade, ...stand_in],
    ...triggers.map((name) => `trigger ${name}`),
  ];
  const built = dependents.map((name) => `  ${name}`);
  return [
    done ? "Removed:" : "This would remove:",
    ...lines.map((line) => `  ${line}`),
    ...(built.length > 0 ? ["It is refused while this is built on it:", ...built] : []),
    done
      ? "Views, sources and their rows are as they were."
      : "Nothing was changed. Stop the worker, then add --yes to do it.",
  ].join("\n");
}
