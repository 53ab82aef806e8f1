import { and, asc, eq, isNotNull } from "drizzle-orm";
import { z } from "zod";
import type { Executor } from "@/db/client";
import { orm } from "@/db/orm";
import { value } from "@/db/rows";
import { trackingTable } from "@/db/schema/ledger";
import { viewsTable } from "@/db/schema/views";

/** A view whose ledger can be pruned, and the refresh that its contents are known from. */
export interface Vouched {
  slug: string;
  refreshId: number;
}

/** The tracked views that a refresh vouches for. */
export async function vouchedViews(executor: Executor): Promise<Vouched[]> {
  const { baselineRefreshId, baselineSnapshot, viewId } = trackingTable;
  const rows = await orm(executor)
    .select({ slug: viewsTable.slug, refreshId: baselineRefreshId })
    .from(trackingTable)
    .innerJoin(viewsTable, eq(viewsTable.id, viewId))
    .where(and(isNotNull(baselineSnapshot), isNotNull(baselineRefreshId)))
    .orderBy(asc(viewsTable.id));
  return rows.map(({ slug, refreshId }) => ({ slug, refreshId: refreshId! }));
}

/** Removes up to `batch` rows that the view contains by now from its ledger; returns how many. */
export async function pruneBatch(sql: Executor, slug: string, batch: number): Promise<number> {
  return await value(z.int(), sql`select frescura.prune_ledger(${slug}, ${batch})`);
}
