import { z } from "zod";
import type { Executor } from "@/db/client";
import { many } from "@/db/rows";
import { breach, slaLevel, type ViewSla } from "@/lib/contract/sla";

const BREACHES_MAX = 100;

/** How the promises were kept over the last hours, per view in the order of their titles. */
export async function slaOf(sql: Executor, hours: number, slug?: string): Promise<ViewSla[]> {
  const views = await many(
    z.object({ slug: z.string(), title: z.string() }),
    sql`
    select v.slug, v.title from frescura.views v where ${slug ?? null}::text is null or v.slug = ${slug ?? null}
     order by v.title, v.id`,
  );
  const [levels, breaches] = await Promise.all([
    many(
      slaLevel.extend({ slug: z.string() }),
      sql`
      select v.slug, s.class, s.target_seconds, s.target_percent::float8, s.observed::float8, s.attained_percent::float8,
             s.attained, s.budget_left_percent::float8, s.burn_rate::float8, s.p50_ms, s.p95_ms, s.p99_ms
        from frescura.views v cross join lateral frescura.sla(v.slug, ${hours}) s
       where ${slug ?? null}::text is null or v.slug = ${slug ?? null}`,
    ),
    many(
      breach.extend({ slug: z.string() }),
      sql`
      select v.slug, b.*
        from frescura.views v
        cross join lateral (
          select b.class, b.began_at, b.ended_at, b.lasts, b.seconds::float8, b.cause, b.events, b.short
            from frescura.breaches(v.slug, ${hours}) b order by b.short, b.began_at desc limit ${BREACHES_MAX}) b
       where ${slug ?? null}::text is null or v.slug = ${slug ?? null}
       order by b.began_at desc`,
    ),
  ]);
  const of = <T extends { slug: string }>(rows: readonly T[], view: string) =>
    rows.filter((row) => row.slug === view).map(({ slug: _view, ...row }) => row);
  return views.map((view) => ({
    ...view,
    levels: of(levels, view.slug),
    breaches: of(breaches, view.slug),
  }));
}
