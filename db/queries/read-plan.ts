import { z } from "zod";
import type { Executor } from "@/db/client";
import { timestamp, timestampInJson } from "@/db/row-types";
import { many, one, value } from "@/db/rows";
import type { DataQuery } from "@/lib/contract/data";
import { freshness } from "@/lib/contract/freshness";
import { pendingSummary } from "@/lib/contract/pending";
import { readPolicy } from "@/lib/contract/view-settings";
import { pendingColumns } from "./pending";

const plannedColumn = z.object({ name: z.string(), type: z.string(), cast: z.string() });

/** A column as the catalog knows it; `cast` is its type without a length, which would cut a value to compare with. */
export type PlannedColumn = z.infer<typeof plannedColumn>;

const plan = z.object({
  slug: z.string(),
  read_policy: readPolicy,
  served_from: z.enum(["mv", "live", "base", "failed"]),
  /** What to select from, as SQL; null where it failed. */
  relation: z.string().nullable(),
  reason: z.string().nullable(),
  freshness,
  as_of: timestamp.nullable(),
  view_oid: z.int().nullable(),
  filenode: z.int().nullable(),
  refresh_id: z.int().nullable(),
  /** Changes with every refresh; null while the view is gone. */
  version: z.string().nullable(),
  /** null while the view is gone. */
  columns: z.array(plannedColumn).nullable(),
  key_columns: z.array(z.string()).nullable(),
  has_live: z.boolean(),
  trace_by: z.array(z.string()),
  pending: pendingSummary.extend({ oldest_at: timestampInJson.nullable() }),
});

/** Where a read goes: the row of `frescura.read_plan`, and what the view lacks, in one snapshot. */
export type ReadPlan = z.infer<typeof plan>;

/**
 * Asks where a read of a view goes.
 *
 * @param stored take a definition as it was kept at the last refresh, which waits for no lock
 */
export async function readPlan(
  sql: Executor,
  slug: string,
  source: DataQuery["source"],
  stored = false,
): Promise<ReadPlan> {
  return await one(
    plan,
    sql`
    select p.slug, p.read_policy, p.served_from, p.relation, p.reason, p.freshness, p.as_of, p.view_oid, p.filenode,
           p.refresh_id, p.version, p.columns, p.key_columns, frescura.trace_columns(p.view_id) as trace_by,
           exists (select from frescura.tracking t where t.view_id = p.view_id and to_regclass(t.live_view) is not null) as has_live,
           to_jsonb(l) as pending
      from frescura.read_plan(${slug}, ${source}, ${stored}) p cross join lateral (${pendingColumns(sql, slug)}) l`,
  );
}

/** Whether a view is still the file that a plan saw: a plain refresh swaps it under an older snapshot. */
export async function isSameFile(sql: Executor, planned: ReadPlan): Promise<boolean> {
  return await value(
    z.boolean(),
    sql`
    select coalesce(pg_relation_filenode(${planned.view_oid}::oid) = ${planned.filenode}::oid, false)`,
  );
}

/** The columns of a query, for a view that is in no catalog any more. */
export async function describeQuery(sql: Executor, relation: string): Promise<PlannedColumn[]> {
  const { columns } = await sql.unsafe(`select * from ${relation} d limit 0`);
  const oids = columns.map(({ type }) => type);
  const types = await many(
    plannedColumn.omit({ name: true }),
    sql`
    select format_type(o::oid, null) as type, format_type(o::oid, -1) as cast
      from unnest(${oids}::bigint[]) with ordinality x (o, n) order by n`,
  );
  return columns.map(({ name }, at) => ({ name, ...types[at]! }));
}
