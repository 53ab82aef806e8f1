import type { Tx } from "./statements";

/** Functions and procedures, each with who may not call it and its comment. */
export async function functions(tx: Tx): Promise<string[]> {
  const rows = await tx<{ definition: string; revoke: string | null; comment: string | null }[]>`
    select rtrim(pg_get_functiondef(p.oid), E'\n') || ';' as definition,
           case when p.proacl is not null and not exists (select from aclexplode(p.proacl) a where a.grantee = 0)
                then format('revoke all on %s %s from public;', k.kind, p.oid::regprocedure) end as revoke,
           format('comment on %s %s is %L;', k.kind, p.oid::regprocedure, obj_description(p.oid, 'pg_proc')) as comment
      from pg_proc p
      cross join lateral (select case p.prokind when 'p' then 'procedure' else 'function' end as kind) k
     where p.pronamespace = 'public'::regnamespace
       and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
     order by p.proname, p.oid::regprocedure::text`;
  return rows.map(({ definition, revoke, comment }) =>
    [definition, revoke, comment].filter(Boolean).join("\n"),
  );
}
