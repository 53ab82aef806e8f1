import { z } from "zod";
import type { Executor, Transaction } from "@/db/client";
import { many, one } from "@/db/rows";
import { type Audit, audit } from "@/lib/contract/audits";

/** Compares a view with its definition and keeps the result. */
export async function auditView(
  tx: Transaction,
  slug: string,
  samplePercent: number,
  triggeredBy: string,
): Promise<Audit> {
  const made = await one(
    z.object({ id: z.int() }),
    tx`select (frescura.verify(${slug}, ${samplePercent}::float8::real, ${triggeredBy})).id as id`,
  );
  return await one(audit, tx`${selection(tx)} where a.id = ${made.id}`);
}

/** Kept audits, newest first; of one view by its slug, or of all. */
export async function listedAudits(
  sql: Executor,
  { slug, limit, before }: { slug?: string; limit: number; before?: number },
): Promise<Audit[]> {
  return await many(
    audit,
    sql`
    ${selection(sql)}
     where true ${slug ? sql`and v.slug = ${slug}` : sql``} ${before ? sql`and a.id < ${before}` : sql``}
     order by a.id desc limit ${limit}`,
  );
}

function selection(sql: Executor) {
  return sql`
    select a.id, v.slug as view, a.started_at, a.duration_ms, a.sample_percent, a.rows_checked, a.differing_keys,
           a.keys, a.triggered_by
      from frescura.verifications a join frescura.views v on v.id = a.view_id`;
}
