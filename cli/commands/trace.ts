import type { Command } from "commander";
import { EXIT } from "@/cli/failure";
import { facts, print, timestamp } from "@/cli/output";
import { inSession } from "@/cli/session";
import type { Traced } from "@/lib/contract/trace";
import { plainMoney } from "@/lib/money";
import { getTrace } from "@/server/trace/get";

/** `frescura trace <slug> <ref>` */
export function addTrace(parent: Command): void {
  parent
    .command("trace")
    .description("say where a transaction stands on its way into a view")
    .argument("<slug>", "slug or name of a registered view")
    .argument("<ref>", "folio of the transaction, or the key of its row")
    .action((view: string, ref: string, _options, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        const answer = await getTrace(actor, view, { ref });
        print(json, answer, () => [answer.message, ...answer.transactions.map(words)].join("\n\n"));
        return EXIT.ok;
      }),
    );
}

function words(found: Traced): string {
  const { source_table, source_key, amount, currency, steps, refresh_id, driver, trigger_type } = found;
  const next = found.next_at ? `, due ${timestamp(found.next_at)}` : "";
  return facts([
    ["transaction", `${found.reference ?? source_key} (${source_table} ${source_key})`],
    ["amount", amount === null ? null : plainMoney(amount.toFixed(2), currency)],
    ...steps.map(({ step, at, delay_ms }): [string, string] => [
      step.replace("_", " "),
      `${timestamp(at)}${delay_ms === null ? "" : `, ${delay_ms} ms later`}`,
    ]),
    ["refresh", refresh_id === null ? null : `${refresh_id}, ${trigger_type} by ${driver}`],
    ["waits for", found.waits_for && `${found.waits_for.replace("_", " ")}${next}`],
  ]);
}
