import type { Sql } from "@/db/client";

/** A view whose ledger can be pruned, and the refresh that its contents are known from. */
export interface Vouched {
  slug: string;
  refreshId: number;
}

/** The tracked views that a refresh vouches for. */
export async function vouchedViews(sql: Sql): Promise<Vouched[]> {
  return await sql<Vouched[]>`
    select v.slug, t.baseline_refresh_id as "refreshId"
      from frescura.tracking t join frescura.views v on v.id = t.view_id
     where t.baseline_snapshot is not null and t.baseline_refresh_id is not null order by v.id`;
}

/** Removes up to `batch` rows that the view contains by now from its ledger; returns how many. */
export async function pruneBatch(sql: Sql, slug: string, batch: number): Promise<number> {
  const [row] = await sql<[{ count: number }]>`select frescura.prune_ledger(${slug}, ${batch}) as count`;
  return row.count;
}
