import type { Executor, Transaction } from "@/db/client";
import { orRefuse, type Refusals, raised } from "@/db/refusal";
import { timestampInJson } from "@/db/row-types";
import { one, value } from "@/db/rows";
import {
  type StrategyChange,
  type StrategyChanged,
  type StrategyExplained,
  strategyChanged,
  strategyExplained,
} from "@/lib/contract/strategies";

/** How long to wait for a refresh that runs; a reader of the view is waited for as long as that says itself. */
const LOCK_MS_MAX = 3_000;

const explained = strategyExplained.extend({ set_at: timestampInJson.nullable() });

/** What the next refresh of a view would do, by `frescura.explain_strategy`. */
export async function strategyOf(sql: Executor, slug: string): Promise<StrategyExplained> {
  return await value(explained, sql`select to_jsonb(s) from frescura.explain_strategy(${slug}) s`);
}

/**
 * Chooses a strategy by `frescura.set_strategy`.
 *
 * @throws Refusal with what stands against it, or where somebody holds the view
 */
export async function changeStrategy(
  tx: Transaction,
  slug: string,
  { strategy, options = {} }: StrategyChange,
  by: string,
): Promise<StrategyChanged> {
  return await orRefuse(REFUSALS, async () => {
    await tx.unsafe(`set local lock_timeout = ${LOCK_MS_MAX}`);
    return await one(
      strategyChanged,
      tx`
      select a.* from jsonb_to_record(frescura.set_strategy(${slug}, ${strategy}, ${tx.json(options)}, ${by}))
             a (view text, strategy text, former text, moved text[], still_refresh text[])`,
    );
  });
}

const ours = raised({ "0A000": "unmanageable", "22023": "bad_setting" });

const REFUSALS: Refusals = (error) =>
  error.code === "55P03" ? "locked" : error.code === "42501" ? "unmanageable" : ours(error);
