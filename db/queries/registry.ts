import { z } from "zod";
import type { Executor, Transaction } from "@/db/client";
import { many, one, value } from "@/db/rows";
import {
  type DiscoveredView,
  discoveredView,
  type NewView,
  type RegisteredView,
  registeredView,
} from "@/lib/contract/registry";

/** The database refuses what was asked about the registry; the message says why, the hint what to do. */
export class RegistryRefusal extends Error {
  override readonly name = "RegistryRefusal";

  constructor(
    readonly reason: "no_such_view" | "bad_setting" | "taken" | "in_use",
    message: string,
    options: ErrorOptions,
  ) {
    super(message, options);
  }
}

const REASONS: Readonly<Record<string, RegistryRefusal["reason"]>> = {
  "42P01": "no_such_view",
  "42809": "no_such_view",
  "42P09": "no_such_view",
  "22023": "bad_setting",
  "42710": "taken",
  "23505": "taken",
};

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
 * @throws RegistryRefusal when there is no such view, a setting makes no sense, or view or slug are taken
 */
export async function insertView(tx: Transaction, view: NewView): Promise<RegisteredView> {
  const { slug = null, sla_seconds = null, title = null, time_zone = null } = view;
  try {
    const id = await value(
      z.int(),
      tx`
      select frescura.register(${view.view}, ${slug}, ${sla_seconds}, null, ${title}, ${time_zone})`,
    );
    return await one(registeredView, tx`${selection(tx)} where v.id = ${id}`);
  } catch (error) {
    throw refusal(error);
  }
}

function selection(sql: Executor) {
  return sql`
    select v.slug, v.title, at.schema_name, at.view_name, at.state, v.enabled, v.sla_seconds, v.stale_seconds, v.time_zone,
           array(select frescura.display_name(s.source_schema, s.source_name)
                   from frescura.view_sources s where s.view_id = v.id and s.enabled order by 1) as sources
      from frescura.views v cross join lateral frescura.locate(v.id) at`;
}

/** An error as a refusal, where one of our own functions raised it; any other as it is. */
export function refusal(error: unknown): unknown {
  const { code = "", message, hint, routine } = error as Record<string, string | undefined>;
  const reason = REASONS[code];
  // Only what our own functions raise: the same codes from elsewhere mean that something is broken.
  if (!reason || routine !== "exec_stmt_raise") return error;
  return new RegistryRefusal(reason, `${sentence(message)}${hint ? ` ${hint}` : ""}`, { cause: error });
}

function sentence(text = ""): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
