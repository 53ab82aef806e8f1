import { Argument, type Command } from "commander";
import { EXIT } from "@/cli/failure";
import { modeWords } from "@/cli/modes";
import { facts, print } from "@/cli/output";
import { inSession } from "@/cli/session";
import { needWords } from "@/cli/strategies";
import { STRATEGIES, type StrategyChanged, type StrategyExplained } from "@/lib/contract/strategies";
import { explainStrategy } from "@/server/strategies/explain";
import { setStrategy } from "@/server/strategies/set";

interface Options {
  explain?: boolean;
  rebuild?: boolean;
}

/** `frescura views strategy <view> [full|delta]` */
export function addViewsStrategy(parent: Command): void {
  parent
    .command("strategy")
    .description(
      "choose whether a view is refreshed whole or by what changed, or say what its next refresh would do",
    )
    .argument("<view>", "slug or name of a registered view")
    .addArgument(new Argument("[strategy]", "what it is to be").choices(STRATEGIES))
    .option(
      "--explain",
      "afterwards say what the next refresh would do (without a strategy it is said anyway)",
    )
    .option("--rebuild", "with delta: have the next refresh compare all of it")
    .action((view: string, strategy: string | undefined, { explain, rebuild }: Options, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        const changed =
          strategy === undefined
            ? undefined
            : await setStrategy(actor, view, { strategy, ...(rebuild && { options: { rebuild } }) });
        const explained = changed && !explain ? undefined : await explainStrategy(actor, view);
        print(json, { ...changed, ...explained }, () =>
          [changed && changeWords(changed), explained && explainWords(explained)]
            .filter(Boolean)
            .join("\n\n"),
        );
        return EXIT.ok;
      }),
    );
}

function changeWords({ view, strategy, former, moved, still_refresh }: StrategyChanged): string {
  const storage = strategy === "delta" ? "a managed table" : "a materialized view";
  return [
    strategy === former
      ? `${view} is ${storage} already, refreshed by ${strategy}.`
      : `${view} is ${storage} now, refreshed by ${strategy}.`,
    ...(moved.length > 0 ? [`Views that read it went along: ${moved.join(", ")}.`] : []),
    ...still_refresh.map(
      (caller) => `This still calls REFRESH MATERIALIZED VIEW on it, and will fail: ${caller}.`,
    ),
  ].join("\n");
}

function explainWords(e: StrategyExplained): string {
  const other = e.strategy === "full" ? "delta" : "full";
  return facts([
    ["strategy", e.set_by === null ? e.strategy : `${e.strategy}, by ${e.set_by} at ${e.set_at}`],
    ["next refresh", e.mode && [e.mode, modeWords(e.reason)].filter(Boolean).join(": ")],
    ["keys in the ledger", e.keys === null ? "not known by key" : String(e.keys)],
    ["rows", e.rows_count === null ? null : String(e.rows_count)],
    ["expected", e.expected_ms === null ? "nothing ran in that way yet" : `${e.expected_ms} ms`],
    ...Object.entries(e.costs).map(([mode, { runs, median_ms, key_us }]): [string, string] => [
      `cost of ${mode}`,
      `${median_ms} ms (median of ${runs})${key_us === undefined ? "" : `, ${key_us} us a key`}`,
    ]),
    ["deltas verified", e.proven === null || e.strategy === "full" ? null : String(e.proven)],
    ...e.needs.map((need): [string, string] => [`against ${other}`, needWords(need)]),
  ]);
}
