import type { Executor } from "@/db/client";
import { many } from "@/db/rows";
import { type Ask, ask } from "@/lib/contract/asks";
import type { Role } from "@/lib/roles";

/** Asks of the last day that no refresh has answered, newest first; each view once per who asks. */
export async function openAsks(sql: Executor): Promise<Ask[]> {
  return await many(
    ask,
    sql`
    select v.slug as view, regexp_replace(a.actor, '^(user|cli|system):|^token:\\d+ ', '') as who,
           max(a.created_at) as asked_at
      from frescura.audit_log a join frescura.views v on v.slug = a.target
     where a.action = 'refresh.ask' and a.created_at > clock_timestamp() - interval '1 day'
       and not exists (select from frescura.good_refreshes(v.id) g where g.refresh_started_at > a.created_at)
     group by 1, 2 order by 3 desc`,
  );
}

/** Where to write to those of some roles who may see a view. */
export async function addressesOf(sql: Executor, roles: readonly Role[], slug: string): Promise<string[]> {
  const rows = await sql<{ email: string }[]>`
    select u.email from frescura.users u
     where u.disabled_at is null and u.role = any (${[...roles]})
       and not exists (
         select from frescura.hidden_views(
                  array['role:' || u.role] || array(select 'group:' || g from unnest(u.groups) g)) h
          where h.slug = ${slug})
     order by u.id`;
  return rows.map(({ email }) => email);
}
