import { z } from "zod";
import type { Executor } from "@/db/client";
import { Refusal } from "@/db/refusal";
import { first, many } from "@/db/rows";

/**
 * The slug of a view given by slug or name.
 *
 * @param without ids of views that are to count as not there
 * @throws Refusal unknown_view when it is not registered, or the name fits several
 */
export async function resolveView(sql: Executor, view: string, without: readonly number[]): Promise<string> {
  if (without.length > 0) return await resolveAmong(sql, view, without);
  const found = sql`select slug from frescura.views where id = frescura.view_id(${view})`;
  const row = await first(z.object({ slug: z.string() }), found).catch((error) => {
    const { code } = error as { code?: string };
    if (code === "42P09") throw unknownView(true);
    if (code !== "42704") throw error;
  });
  if (!row) throw unknownView(false);
  return row.slug;
}

/** By the same rules (`frescura.view_id`), among the others alone. */
async function resolveAmong(sql: Executor, view: string, without: readonly number[]): Promise<string> {
  const named = await many(
    z.object({ slug: z.string() }),
    sql`
    select r.slug
      from (select v.slug, rank() over (order by m.rank) as place
              from frescura.views v
              cross join lateral (
                select case when v.slug = ${view} then -1
                            else frescura.spelling_rank(${view}, v.schema_name, v.view_name) end as rank) m
             where m.rank is not null and v.id <> all (${[...without]}::bigint[])) r
     where r.place = 1`,
  );
  if (named.length !== 1) throw unknownView(named.length > 1);
  return named[0]!.slug;
}

/** Nobody has registered a view of that name, or several are called so. */
export function unknownView(several: boolean): Refusal {
  return new Refusal(
    "unknown_view",
    several
      ? "Several views have this name; use the slug of one."
      : "No registered view has this slug or name.",
  );
}
