import type { Command } from "commander";
import { EXIT, UsageError } from "@/cli/failure";
import { facts, print } from "@/cli/output";
import { inSession } from "@/cli/session";
import type { TrackAnswer, Trial } from "@/lib/contract/tracks";
import { createTrack } from "@/server/tracks/create";

interface Options {
  key?: string[];
  lookup?: string;
  rowKey?: string;
  amount?: string;
  currency?: string;
  threshold?: string;
  reference?: string;
  occurred?: string;
  live?: string;
  mapping?: string;
  trial?: boolean;
  dryRun?: boolean;
}

/** `frescura views track <view> <source>` */
export function addViewsTrack(parent: Command): void {
  parent
    .command("track")
    .description("record every write to a source of a view, so that it is known what the view lacks")
    .argument("<view>", "slug or name of a registered view")
    .argument("<source>", "table that the view reads, as name or schema.name")
    .option("--key <expression...>", "over the row r, one for each column of the view's key: --key r.id")
    .option("--lookup <query>", "finds the keys by :key, the key of the row, for a table that is only joined")
    .option("--row-key <expression>", "identifies the row (default: its primary key)")
    .option("--amount <expression>", "its amount, such as r.total")
    .option("--currency <expression>", "its currency, such as r.currency or \"'USD'\"")
    .option("--threshold <amount>", "from this amount on a write is a high-impact event")
    .option("--reference <expression>", "by which people ask for it, such as r.folio")
    .option("--occurred <expression>", "when it happened, such as r.created_at")
    .option("--live <name>", "name of the live view (default: the view's with _live)")
    .option("--mapping <name>", "one more way in which the source leads to keys, beside its main one")
    .option("--trial", "make trial writes even where they set off triggers that are not ours")
    .option("--no-trial", "make no trial writes")
    .option("--dry-run", "show what it would make and what real rows say, and undo it")
    .addHelpText(
      "after",
      "\nExpressions are SQL: they run at every write, with the rights of the database's account.",
    )
    .action((view: string, source: string, options: Options, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        const { rowKey, threshold, dryRun = false, ...rest } = options;
        const answer = await createTrack(actor, {
          ...{ view, source, ...rest, row_key: rowKey, dry_run: dryRun },
          threshold: threshold === undefined ? undefined : amountOf(threshold),
        });
        print(json, answer, () => words(answer));
        return EXIT.ok;
      }),
    );
}

function amountOf(text: string): number {
  if (!/^\d+(\.\d+)?$/.test(text))
    throw new UsageError(`--threshold "${text}" is not an amount such as 10000`);
  return Number(text);
}

function words({ view, source, dry_run, check, made }: TrackAnswer): string {
  const missing = check.untracked_sources;
  return facts([
    [dry_run ? "would track" : "tracks", `${source} for ${view}`],
    ["key", made.key_columns.join(", ")],
    ["rows", `${check.rows_checked} looked at: ${check.rows_found} in the view, ${check.rows_not_found} not`],
    [
      "not in it",
      check.not_found.map(({ source_key, key }) => `${source_key} → ${JSON.stringify(key)}`).join("; "),
    ],
    ["without a key", check.null_keys],
    [
      "keys",
      `${check.keys_checked} looked at: ${check.keys_mapped} come from a source, ${check.keys_unmapped} not`,
    ],
    ["of no source", check.unmapped.map((key) => JSON.stringify(key)).join("; ")],
    [
      "to be mapped",
      check.mappings_missing
        .map(({ source, needed, mapped }) => `${source}: ${mapped} of ${needed ?? "all"} ways`)
        .join("; "),
    ],
    ["trial writes", trialWords(check.trial)],
    [
      "not led to",
      check.trial.differences
        .map(({ write, column, row, key }) =>
          [`${write}${column ? ` of ${column}` : ""} of ${row}`, JSON.stringify(key)].join(" → "),
        )
        .join("; "),
    ],
    ["live view", made.live_view],
    [
      "next",
      missing.length > 0
        ? `track ${missing.join(", ")} too`
        : check.mappings_missing.length > 0
          ? `give ${check.mappings_missing.map(({ source }) => source).join(", ")} the mappings that are missing, by --mapping`
          : `npm run -s frescura -- refresh ${view} --force`,
    ],
  ]);
}

function trialWords({ state, reason, error, triggers, writes, skipped, ended_early }: Trial): string {
  if (state === "not_run") {
    const why =
      reason === "triggers" ? `they would set off ${triggers.join(", ")} (--trial)` : (error ?? reason);
    return `none: ${why}`;
  }
  return `${writes} compared, ${skipped} refused${ended_early ? ", then the time was over" : ""}`;
}
