import { z } from "zod";
import { MODES } from "@/lib/reasons";
import { timestamp } from "./timestamp";

const count = z.int().nonnegative();

/** How a view may be chosen to be refreshed. */
export const STRATEGIES = ["full", "delta"] as const;
const strategy = z.enum(STRATEGIES);

/** What stands against converting a view to the other strategy: a row of `frescura.unmanageable()`. */
const need = z.object({ code: z.string(), detail: z.record(z.string(), z.string()) });

/** What the next refresh of a view would do, and why: the row of `frescura.explain_strategy()`. */
export const strategyExplained = z.object({
  view: z.string(),
  strategy,
  /** How it would be done now, and why not in a better way; both null while the view is gone. */
  mode: z.enum(MODES).nullable(),
  reason: z.string().nullable(),
  /** Keys that the ledger has; null where it is not known by key. */
  keys: count.nullable(),
  rows_count: count.nullable(),
  /** The median of what ran in that mode; null where nothing did. */
  expected_ms: count.nullable(),
  /** Of each mode what its latest runs took; of deltas also the time for each key. */
  costs: z.partialRecord(
    z.enum(MODES),
    z.object({ runs: count, median_ms: count.optional(), key_us: count.optional() }),
  ),
  needs: z.array(need),
  /** How many of its deltas were verified without a difference. */
  proven: count.nullable(),
  set_by: z.string().nullable(),
  set_at: timestamp.nullable(),
});
export type StrategyExplained = z.infer<typeof strategyExplained>;

/** Body of `PATCH /api/v1/mv/strategies/{view}`. */
export const strategyChange = z.strictObject({
  strategy,
  options: z.strictObject({ rebuild: z.boolean().optional() }).optional(),
});
export type StrategyChange = z.infer<typeof strategyChange>;

/** Its answer. */
export const strategyChanged = z.object({
  view: z.string(),
  strategy,
  former: strategy,
  /** Plain views that read it, and now read the relation that took its place. */
  moved: z.array(z.string()),
  /** What calls `REFRESH MATERIALIZED VIEW` on it, and would fail from now on. */
  still_refresh: z.array(z.string()),
});
export type StrategyChanged = z.infer<typeof strategyChanged>;
