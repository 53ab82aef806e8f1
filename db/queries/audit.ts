import type { Sql } from "@/db/client";
import type { DeedsQuery, RecordedDeed } from "@/lib/contract/audit-log";
import { isoMoments } from "./moments";

/** Something done that changes or costs something. */
export interface Deed {
  /** Who: user:<email>, token:<name>, cli:<name>. */
  actor: string;
  /** What, as noun.verb. */
  action: string;
  target?: string;
  detail?: Record<string, string | number | boolean | null>;
}

/** Writes a deed into `frescura.audit_log`. */
export async function recordDeed(sql: Sql, { actor, action, target, detail = {} }: Deed): Promise<void> {
  await sql`
    insert into frescura.audit_log (actor, action, target, detail)
    values (${actor}, ${action}, ${target ?? null}, ${sql.json(detail)})`;
}

/** Deeds, newest first. */
export async function deedsOf(sql: Sql, query: DeedsQuery): Promise<RecordedDeed[]> {
  const { limit, before = null, actor = null, action = null, target = null } = query;
  const rows = await sql<RecordedDeed[]>`
    select id, actor, action, target, detail, created_at from frescura.audit_log
     where (${before}::bigint is null or id < ${before}) and (${actor}::text is null or actor = ${actor})
       and (${action}::text is null or starts_with(action, ${action})) and (${target}::text is null or target = ${target})
     order by id desc limit ${limit}`;
  return rows.map(isoMoments);
}
