import type { TransactionSql } from "postgres";
import type { Sql } from "@/db/client";
import type { DataQuery } from "@/lib/contract/data";
import type { Freshness } from "@/lib/contract/freshness";
import type { PendingSummary } from "@/lib/contract/pending";
import type { ReadPolicy } from "@/lib/contract/view-settings";
import { isoMoments } from "./moments";
import { pendingSummary } from "./pending";

/** A column as the catalog knows it; `cast` is its type without a length, which would cut a value to compare with. */
export interface PlannedColumn {
  name: string;
  type: string;
  cast: string;
}

/** Where a read goes: the row of `frescura.read_plan`, and what the view lacks, in one snapshot. */
export interface ReadPlan {
  slug: string;
  read_policy: ReadPolicy;
  served_from: "mv" | "live" | "base" | "failed";
  /** What to select from, as SQL; null where it failed. */
  relation: string | null;
  reason: string | null;
  freshness: Freshness;
  as_of: string | null;
  view_oid: number | null;
  filenode: number | null;
  refresh_id: number | null;
  /** Changes with every refresh; null while the view is gone. */
  version: string | null;
  /** null while the view is gone. */
  columns: PlannedColumn[] | null;
  key_columns: string[] | null;
  has_live: boolean;
  trace_by: string[];
  pending: PendingSummary;
}

/** One connection, inside a transaction or not. */
export type Reader = Sql | TransactionSql<{ bigint: number }>;

/**
 * Asks where a read of a view goes.
 *
 * @param stored take a definition as it was kept at the last refresh, which waits for no lock
 */
export async function readPlan(
  reader: Reader,
  slug: string,
  source: DataQuery["source"],
  stored = false,
): Promise<ReadPlan> {
  const sql = reader as Sql;
  const [row] = await sql<[ReadPlan & { pending: PendingSummary }]>`
    select p.slug, p.read_policy, p.served_from, p.relation, p.reason, p.freshness, p.as_of, p.view_oid, p.filenode,
           p.refresh_id, p.version, p.columns, p.key_columns, frescura.trace_columns(p.view_id) as trace_by,
           exists (select from frescura.tracking t where t.view_id = p.view_id and to_regclass(t.live_view) is not null) as has_live,
           to_jsonb(l) as pending
      from frescura.read_plan(${slug}, ${source}, ${stored}) p cross join lateral (${pendingSummary(sql, slug)}) l`;
  const { pending, ...plan } = row;
  return { ...isoMoments(plan), pending: { ...pending, oldest_at: iso(pending.oldest_at) } } as ReadPlan;
}

function iso(moment: string | null): string | null {
  return moment === null ? null : new Date(moment).toISOString();
}

/** Whether a view is still the file that a plan saw: a plain refresh swaps it under an older snapshot. */
export async function isSameFile(reader: Reader, plan: ReadPlan): Promise<boolean> {
  const [row] = await (reader as Sql)<[{ same: boolean }]>`
    select coalesce(pg_relation_filenode(${plan.view_oid}::oid) = ${plan.filenode}::oid, false) as same`;
  return row.same;
}

/** The columns of a query, for a view that is in no catalog any more. */
export async function describeQuery(reader: Reader, relation: string): Promise<PlannedColumn[]> {
  const sql = reader as Sql;
  const { columns } = await sql.unsafe(`select * from ${relation} d limit 0`);
  const oids = columns.map(({ type }) => type);
  const types = await sql<{ type: string; cast: string }[]>`
    select format_type(o::oid, null) as type, format_type(o::oid, -1) as cast
      from unnest(${oids}::bigint[]) with ordinality x (o, n) order by n`;
  return columns.map(({ name }, at) => ({ name, ...types[at]! }));
}
