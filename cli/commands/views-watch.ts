import type { Command } from "commander";
import { EXIT, UsageError } from "@/cli/failure";
import { facts, print } from "@/cli/output";
import { inSession } from "@/cli/session";
import { HIGH_IMPACT_AMOUNT, plainMoney } from "@/lib/money";
import { createWatch } from "@/server/watches/create";

interface Options {
  amount: string;
  threshold?: string;
  key?: string;
  currency?: string;
  currencyColumn?: string;
}

/** `frescura views watch <view> <source>` */
export function addViewsWatch(parent: Command): void {
  parent
    .command("watch")
    .description("make writes to a table high-impact events of a view, from an amount on")
    .argument("<view>", "slug or name of a registered view")
    .argument("<source>", "table that the view reads, as name or schema.name")
    .requiredOption("--amount <column>", "the column that holds the amount")
    .option("--threshold <amount>", `from this amount on (default: ${HIGH_IMPACT_AMOUNT})`)
    .option("--key <column>", "the column that identifies a row (default: id)")
    .option("--currency <code>", "the currency in which the threshold is meant (default: the home currency)")
    .option("--currency-column <column>", "the column that holds the currency of a row")
    .action((view: string, source: string, options: Options, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        const { threshold, currencyColumn, ...rest } = options;
        const number = threshold === undefined ? undefined : amountOf(threshold);
        const settings = await createWatch(actor, {
          ...{ view, source, ...rest, threshold: number, currency_column: currencyColumn },
        });
        print(json, settings, () =>
          facts(
            settings.tracks
              .filter(({ mapping }) => mapping === "main")
              .map((track): [string, string] => [
                track.source,
                track.threshold === null
                  ? "no events"
                  : `events from ${plainMoney(track.threshold, track.threshold_currency)} on`,
              ]),
          ),
        );
        return EXIT.ok;
      }),
    );
}

function amountOf(text: string): number {
  if (!/^\d+(\.\d+)?$/.test(text))
    throw new UsageError(`--threshold "${text}" is not an amount such as 10000`);
  return Number(text);
}
