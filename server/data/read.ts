import { createHash } from "node:crypto";
import { type PlannedColumn, type ReadPlan, readPlan } from "@/db/queries/read-plan";
import type { DataHead, DataQuery } from "@/lib/contract/data";
import { type CachedPage, cachedPage, keepPage, type PageKey } from "@/server/data/cache";
import { readPage } from "@/server/data/page";
import { rowsWanted } from "@/server/data/rows";
import { db } from "@/server/db";
import { countRead } from "@/server/reads/count";

/** What a read gave. */
export interface DataRead {
  head: DataHead;
  /** Names exactly this answer; null where the rows may change without a refresh. */
  etag: string | null;
  cached: boolean;
  /** null where the caller has this very answer already. */
  page: CachedPage | null;
}

/**
 * Reads a page of a view's data, from the cache where it holds that page of this very content.
 *
 * @param slug of the view
 * @param known ETag of the answer that the caller has
 */
export async function readData(slug: string, query: DataQuery, known: string | null): Promise<DataRead> {
  const plan = await readPlan(db().read, slug, query.source);
  const at = plan.columns && servable(plan, plan.columns, query);
  if (at) {
    const head = headOf(plan, at.columns);
    const etag = etagOf(at.key, head);
    const page = cachedPage(at.key);
    if (page || known === etag) {
      countRead(slug, "mv", true);
      return { head, etag, cached: true, page: known === etag ? null : page! };
    }
  }
  const read = await readPage(slug, query);
  countRead(slug, read.plan.served_from as DataHead["served_from"]);
  const head = headOf(read.plan, read.columns);
  // The key of the plan in the snapshot of the rows: a refresh may have ended since the first look.
  const key = read.plan.columns && servable(read.plan, read.plan.columns, query)?.key;
  if (!key) return { head, etag: null, cached: false, page: read };
  const { rows, nextOffset, total, sums } = read;
  keepPage(key, { rows, nextOffset, total, sums });
  return { head, etag: etagOf(key, head), cached: false, page: read };
}

/** The key of an answer that comes from the view itself; null for any other, which is never kept. */
function servable(plan: ReadPlan, all: readonly PlannedColumn[], query: DataQuery) {
  if (plan.served_from !== "mv" || !plan.relation || !plan.version) return null;
  const { columns, filters, sort, limit, offset } = rowsWanted(
    plan.relation,
    all,
    plan.key_columns ?? [],
    query,
  );
  const asked = JSON.stringify([columns, filters, sort, limit, offset, query.count, query.format]);
  const key: PageKey = { view: plan.slug, version: plan.version, query: asked };
  return { columns, key };
}

/** All of an answer but its rows. */
export function headOf(plan: ReadPlan, columns: readonly PlannedColumn[]): DataHead {
  const { pending } = plan;
  const from = plan.served_from as DataHead["served_from"];
  return {
    view: plan.slug,
    served_from: from,
    reason: plan.reason,
    freshness: plan.freshness,
    as_of: plan.as_of,
    exact: from !== "mv" || (pending.known && pending.transactions === 0),
    pending,
    refresh_id: plan.refresh_id,
    columns: columns.map(({ name, type }) => ({ name, type })),
    read_policy: plan.read_policy,
    sources: sourcesOf(plan),
    trace_by: plan.trace_by.filter((name) => columns.some((column) => column.name === name)),
  };
}

function sourcesOf({ reason, has_live, read_policy }: ReadPlan): DataHead["sources"] {
  const readable = reason !== "missing" && reason !== "unpopulated";
  // Who set the policy to fail wants no other numbers in anyone's hands.
  if (read_policy === "fail") return readable ? ["mv"] : [];
  return [
    ...(readable ? (["mv"] as const) : []),
    ...(readable && has_live ? (["live"] as const) : []),
    "base",
  ];
}

/** Strong: the rows follow from the key, and the rest of the answer stands in the head. */
function etagOf(key: PageKey, head: DataHead): string {
  const hash = createHash("sha256").update(JSON.stringify([key, head]));
  return `"${hash.digest("base64url")}"`;
}
