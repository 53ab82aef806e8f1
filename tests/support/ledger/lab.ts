import { expect } from "vitest";
import type { Sql } from "@/db/client";
import { EXACT, type Sight, sightQuery, type TrackedView } from "./world";

/** A tracked view as it stands now, by its slug. */
export async function tracked(sql: Sql, slug: string): Promise<TrackedView> {
  const [row] = await sql<[Omit<TrackedView, "slug">]>`
    select format('%I.%I', at.schema_name, at.view_name) as view, t.live_view as live,
           array(select quote_ident(k) from unnest(t.key_columns) k) as key,
           frescura.definition(at.view_oid) as definition
      from frescura.tracking t cross join lateral frescura.locate(t.view_id) at where t.view_id = frescura.view_id(${slug})`;
  return { slug, ...row };
}

/** Looks at tracked views from a session, in one snapshot. */
export async function sights(session: Sql, ...slugs: string[]): Promise<Sight[]> {
  const views = await Promise.all(slugs.map((slug) => tracked(session, slug)));
  return [...(await session.unsafe<Sight[]>(await sightQuery(session, views)))];
}

/** Checks that a session finds views exact and known, both ways, and nothing pending untold. */
export async function expectExact(session: Sql, ...slugs: string[]): Promise<void> {
  expect(await sights(session, ...slugs)).toEqual(slugs.map((slug) => ({ slug, ...EXACT })));
}

/** Checks that a view is unknown for a reason, wherever that shows, and that its live view is exact all the same. */
export async function expectUnknown(sql: Sql, slug: string, reason: string): Promise<void> {
  expect(await pending(sql, slug)).toEqual([{ known: false, reason }]);
  const [health] = await sql`select freshness, pending_known, pending_reason from frescura.health(${slug})`;
  expect(health).toMatchObject({ pending_known: false, pending_reason: reason });
  if (reason.startsWith("capture_")) expect(health).toMatchObject({ freshness: "unknown" });
  // The ledger itself may be gone: only the live view is asked.
  const { live, definition } = await tracked(sql, slug);
  const differing = await sql.unsafe(
    `(table ${live} except all (${definition})) union all ((${definition}) except all table ${live})`,
  );
  expect([...differing]).toEqual([]);
}

/** Refreshes a view and checks that it is known again, exact, and lacks nothing. */
export async function expectBaseline(sql: Sql, slug: string): Promise<void> {
  const [run] = await sql`select status from frescura.refresh(${slug}, 'test')`;
  expect(run).toEqual({ status: "completed" });
  expect(await pending(sql, slug)).toEqual([]);
  await expectExact(sql, slug);
}

/** What a view is said to lack, in words and numbers that compare well; one that is unknown has but a reason. */
export async function pending(sql: Sql, slug: string): Promise<Record<string, unknown>[]> {
  const rows = await sql`
    select known, reason, class, currency, transactions::integer, keys::integer, rows::integer, amount::float8 from frescura.pending(${slug})`;
  return rows.map(({ known, reason, ...rest }) =>
    known ? { ...(reason && { reason }), ...rest } : { known, reason },
  );
}

/** How many source rows of a view are said to be pending. */
export async function pendingTransactions(sql: Sql, slug: string): Promise<number> {
  const [row] =
    await sql`select coalesce(sum(transactions), 0)::integer as count from frescura.pending(${slug})`;
  return row!.count;
}

/** Removes what the view contains from its ledger, and says how many rows are left. */
export async function prune(sql: Sql, slug: string): Promise<number> {
  await sql`select frescura.prune_ledger(${slug})`;
  const [{ id }] = await sql<[{ id: number }]>`select frescura.view_id(${slug}) as id`;
  const [row] = await sql.unsafe(`select count(*)::integer as count from frescura.ledger_${id}`);
  return row!.count;
}

/** Refreshes and empties the ledgers, so that the next test counts from nothing. */
export async function takeBaseline(sql: Sql, ...slugs: string[]): Promise<void> {
  for (const slug of slugs) {
    await expectBaseline(sql, slug);
    expect(await prune(sql, slug)).toBe(0);
  }
}
