import type { Tx } from "./statements";

/** Functions and procedures: what they take and give, with whose rights, and whether everyone may call them. */
export async function functions(tx: Tx): Promise<string[]> {
  const rows = await tx<{ signature: string }[]>`
    select concat_ws(' ',
             case p.prokind when 'p' then 'procedure' else 'function' end,
             p.oid::regproc || '(' || pg_get_function_arguments(p.oid) || ')',
             'returns ' || pg_get_function_result(p.oid),
             case p.provolatile when 'i' then 'immutable' when 's' then 'stable' end,
             case when p.prosecdef then 'security definer' end,
             case when p.proacl is null or exists (select from aclexplode(p.proacl) a where a.grantee = 0)
                  then '-- for everyone' end) as signature
      from pg_proc p
     where (p.pronamespace = 'frescura'::regnamespace and p.proname !~ '^(capture|threshold|lookup)_[0-9]'
            or p.pronamespace = 'public'::regnamespace and obj_description(p.oid, 'pg_proc') like 'Frescura:%')
     order by p.pronamespace = 'public'::regnamespace, p.proname, p.oid::regprocedure::text`;
  return [rows.map(({ signature }) => signature).join("\n")];
}
