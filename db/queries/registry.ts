import { z } from "zod";
import type { Executor, Transaction } from "@/db/client";
import { orRefuse, raised } from "@/db/refusal";
import { many, one, value } from "@/db/rows";
import {
  type DiscoveredView,
  discoveredView,
  type NewView,
  type RegisteredView,
  registeredView,
} from "@/lib/contract/registry";

/** What `frescura.register` and the checks of settings raise. */
export const REFUSALS = raised({
  "42P01": "no_such_view",
  "42809": "no_such_view",
  "42P09": "no_such_view",
  "22023": "bad_setting",
  "42710": "taken",
  "23505": "taken",
});

/** The materialized views that are not registered. */
export async function discoverable(sql: Executor): Promise<DiscoveredView[]> {
  return await many(
    discoveredView,
    sql`
    select d.*, case when frescura.key_columns(c.oid) is null then frescura.unique_index_cure(c.oid) end as cure
      from frescura.discover() d join pg_namespace n on n.nspname = d.schema_name
      join pg_class c on c.relnamespace = n.oid and c.relname = d.view_name order by d.schema_name, d.view_name`,
  );
}

/** All registered views, in the order of their slugs. */
export async function registered(sql: Executor): Promise<RegisteredView[]> {
  return await many(registeredView, sql`${selection(sql)} order by v.slug`);
}

/**
 * Registers a view by `frescura.register`.
 *
 * @throws Refusal when there is no such view, a setting makes no sense, or view or slug are taken
 */
export async function insertView(tx: Transaction, view: NewView): Promise<RegisteredView> {
  const { slug = null, sla_seconds = null, title = null, time_zone = null } = view;
  return await orRefuse(REFUSALS, async () => {
    const id = await value(
      z.int(),
      tx`
      select frescura.register(${view.view}, ${slug}, ${sla_seconds}, null, ${title}, ${time_zone})`,
    );
    return await one(registeredView, tx`${selection(tx)} where v.id = ${id}`);
  });
}

function selection(sql: Executor) {
  return sql`
    select v.slug, v.title, at.schema_name, at.view_name, at.state, v.enabled, v.sla_seconds, v.stale_seconds, v.time_zone,
           array(select frescura.display_name(s.source_schema, s.source_name)
                   from frescura.view_sources s where s.view_id = v.id and s.enabled and s.mapping = 'main' order by 1) as sources
      from frescura.views v cross join lateral frescura.locate(v.id) at`;
}
