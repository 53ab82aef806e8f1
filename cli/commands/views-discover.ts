import type { Command } from "commander";
import { EXIT } from "@/cli/failure";
import { print, table } from "@/cli/output";
import { inSession } from "@/cli/session";
import { known, NEEDS } from "@/lib/reasons";
import { discoverViews } from "@/server/views/discover";

/** `frescura views discover` */
export function addViewsDiscover(parent: Command): void {
  parent
    .command("discover")
    .description("list the materialized views that are not registered, and what each would need")
    .action((_options, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        const found = await discoverViews(actor);
        print(json, found, () => {
          if (found.length === 0) return "Every materialized view of this database is registered.";
          const rows = found.map((view) => [
            `${view.schema_name}.${view.view_name}`,
            view.slug,
            view.rows_estimate,
            view.next_mode,
            view.needs.map((need) => needWords(need, view.owner)).join("; ") || "nothing",
          ]);
          return `${table(rows, ["VIEW", "SLUG", "ROWS", "REFRESH", "NEEDS"])}\n\nRegister one with: npm run -s frescura -- views register 'schema.name'`;
        });
        return EXIT.ok;
      }),
    );
}

function needWords(code: string, owner: string): string {
  const words: Record<ReturnType<typeof need>, string> = {
    rights: `the right to refresh it, from its owner ${owner}`,
    unique_index: "a unique index",
    temporary: `temporary tables for its owner ${owner}`,
    first_refresh: "a first refresh",
    other: code,
  };
  return words[need(code)];
}

const need = (code: string) => known(NEEDS, code);
