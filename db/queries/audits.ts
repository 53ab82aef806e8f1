import type { Sql } from "@/db/client";
import type { Audit } from "@/lib/contract/audits";
import { isoMoments } from "./moments";

/** Compares a view with its definition and keeps the result. */
export async function auditView(
  sql: Sql,
  slug: string,
  samplePercent: number,
  triggeredBy: string,
): Promise<Audit> {
  const [made] = await sql<[{ id: number }]>`
    select (frescura.verify(${slug}, ${samplePercent}::float8::real, ${triggeredBy})).id as id`;
  const [row] = await sql<[Audit]>`${selection(sql)} where a.id = ${made.id}`;
  return isoMoments(row);
}

/** Kept audits, newest first; of one view by its slug, or of all. */
export async function listedAudits(
  sql: Sql,
  { slug, limit, before }: { slug?: string; limit: number; before?: number },
): Promise<Audit[]> {
  const rows = await sql<Audit[]>`
    ${selection(sql)}
     where true ${slug ? sql`and v.slug = ${slug}` : sql``} ${before ? sql`and a.id < ${before}` : sql``}
     order by a.id desc limit ${limit}`;
  return rows.map(isoMoments);
}

/** The views whose every difference means something, tracked and known to be captured, and the share due tonight. */
export async function auditableViews(
  sql: Sql,
  slug: string | null,
): Promise<{ slug: string; sample_percent: number }[]> {
  const rows = await sql<{ slug: string; sample_percent: number }[]>`
    select slug, sample_percent::float8 as sample_percent
      from frescura.verifiable() where ${slug}::text is null or slug = ${slug}`;
  return [...rows];
}

function selection(sql: Sql) {
  return sql`
    select a.id, v.slug as view, a.started_at, a.duration_ms, a.sample_percent, a.rows_checked, a.differing_keys,
           a.keys, a.triggered_by
      from frescura.verifications a join frescura.views v on v.id = a.view_id`;
}
