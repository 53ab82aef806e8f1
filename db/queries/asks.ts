import { and, asc, inArray, isNull } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { orm } from "@/db/orm";
import { hiddenFromUser } from "@/db/queries/sight";
import { many } from "@/db/rows";
import { usersTable } from "@/db/schema/access";
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
export async function addressesOf(
  executor: Executor,
  roles: readonly Role[],
  slug: string,
): Promise<string[]> {
  const users = await orm(executor)
    .select({ email: usersTable.email, hidden: hiddenFromUser })
    .from(usersTable)
    .where(and(isNull(usersTable.disabledAt), inArray(usersTable.role, [...roles])))
    .orderBy(asc(usersTable.id));
  return users.filter(({ hidden }) => !hidden.some((view) => view.slug === slug)).map(({ email }) => email);
}
