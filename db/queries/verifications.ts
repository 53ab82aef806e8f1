import { z } from "zod";
import type { Executor, Transaction } from "@/db/client";
import { orRefuse } from "@/db/refusal";
import { many, one } from "@/db/rows";
import { type Verification, verification } from "@/lib/contract/verifications";

/**
 * Compares a view with its definition and keeps the result.
 *
 * @throws Refusal incomparable where it is missing, holds no data, or has no usable key
 */
export async function verifyView(
  tx: Transaction,
  slug: string,
  samplePercent: number,
  triggeredBy: string,
): Promise<Verification> {
  const made = await orRefuse(
    ({ code }) => (code === "55000" || code === "22004" ? "incomparable" : undefined),
    () =>
      one(
        z.object({ id: z.int() }),
        tx`select (frescura.verify(${slug}, ${samplePercent}::float8::real, ${triggeredBy})).id as id`,
      ),
  );
  return await one(verification, tx`${selection(tx)} where a.id = ${made.id}`);
}

/** Kept verifications, newest first; of one view by its slug, or of all. */
export async function listedVerifications(
  sql: Executor,
  { slug, without, limit, before }: { slug?: string; without: number[]; limit: number; before?: number },
): Promise<Verification[]> {
  return await many(
    verification,
    sql`
    ${selection(sql)}
     where a.view_id <> all (${without}::bigint[]) ${slug ? sql`and v.slug = ${slug}` : sql``} ${before ? sql`and a.id < ${before}` : sql``}
     order by a.id desc limit ${limit}`,
  );
}

function selection(sql: Executor) {
  return sql`
    select a.id, v.slug as view, a.started_at, a.duration_ms, a.sample_percent, a.rows_checked, a.differing_keys,
           a.keys, a.triggered_by
      from frescura.verifications a join frescura.views v on v.id = a.view_id`;
}
