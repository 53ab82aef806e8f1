import type { Executor } from "@/db/client";
import { many, one } from "@/db/rows";
import { type DefinitionAnswer, definitionAnswer, type GraphNode, graphNode } from "@/lib/contract/graph";

/** Every registered view with those it reads, in the order in which they are refreshed. */
export async function viewGraph(sql: Executor): Promise<GraphNode[]> {
  return await many(
    graphNode,
    sql`
      select g.slug, v.title, g.depth, g.upstreams, v.follows_upstream
        from frescura.graph() g join frescura.views v on v.id = g.view_id order by g.depth, v.title, g.slug`,
  );
}

/** What a view is made of, by its slug: its SELECT, all that it reads, and the registered views that read it. */
export async function definitionOf(sql: Executor, slug: string): Promise<DefinitionAnswer> {
  return await one(
    definitionAnswer,
    sql`
    select v.slug, v.title, v.follows_upstream, pg_get_viewdef(nullif(frescura.definer(at.view_oid), 0), true) as definition,
           coalesce((
             select jsonb_agg(jsonb_build_object(
                      'name', frescura.display_name(n.nspname, c.relname),
                      'kind', case b.kind when 'm' then 'materialized_view' when 'v' then 'view' when 'f' then 'foreign_table' else 'table' end,
                      'slug', u.slug, 'title', u.title) order by b.kind <> 'm', n.nspname, c.relname)
               from frescura.base_relations(at.view_oid) b
               join pg_class c on c.oid = b.relation join pg_namespace n on n.oid = c.relnamespace
               left join frescura.views u on b.kind = 'm' and u.schema_name = n.nspname and u.view_name = c.relname), '[]') as sources,
           coalesce((
             select jsonb_agg(jsonb_build_object('slug', d.slug, 'title', d.title) order by d.title)
               from frescura.graph() g join frescura.views d on d.id = g.view_id where v.slug = any (g.upstreams)), '[]') as read_by
      from frescura.views v cross join lateral frescura.locate(v.id) at
     where v.slug = ${slug}`,
  );
}
