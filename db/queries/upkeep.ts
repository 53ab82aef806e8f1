import { z } from "zod";
import type { Executor } from "@/db/client";
import { many, one, value } from "@/db/rows";

const upkeepStep = z.object({
  step: z.string(),
  /** null: work for the driver's own connections. */
  statement: z.string().nullable(),
  /** null: never more than one call does. */
  batch: z.int().nullable(),
});

/** A row of `frescura.upkeep_steps`. */
export type UpkeepStep = z.infer<typeof upkeepStep>;

/** The steps of upkeep, in their order. */
export function readUpkeepSteps(sql: Executor): Promise<UpkeepStep[]> {
  return many(upkeepStep, sql`select step, statement, batch from frescura.upkeep_steps()`);
}

/** Does at most one batch of a step; says whether there is more, and what the database objected to. */
export function runStep(
  sql: Executor,
  step: string,
  driver: { name: string; kind: string },
): Promise<{ more: boolean; problem: string | null }> {
  const done = z.object({ more: z.boolean(), problem: z.string().nullable() });
  return one(done, sql`select * from frescura.run_step(${step}, ${driver.name}, ${driver.kind})`);
}

/** After how many seconds a slot that nobody took is one for upkeep. */
export async function readDriverGap(sql: Executor): Promise<number> {
  return await value(
    z.number(),
    sql`select extract(epoch from frescura.setting('driver_gap')::interval)::float8`,
  );
}

/** For how many days the log and its traces are kept, from now on. */
export async function setKeepDays(sql: Executor, days: number): Promise<void> {
  await sql`
    insert into frescura.settings as s (key, value) values ('keep_days', to_jsonb(${days}::integer))
    on conflict (key) do update set value = excluded.value, updated_at = now() where s.value <> excluded.value`;
}
