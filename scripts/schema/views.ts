import type { Tx } from "./statements";

/** Views, ours and those of the façade. */
export async function views(tx: Tx): Promise<string[]> {
  const found = await tx<{ name: string; definition: string }[]>`
    select oid::regclass::text as name, pg_get_viewdef(oid) as definition
      from pg_class
     where relkind = 'v' and (relnamespace = 'frescura'::regnamespace
        or relnamespace = 'public'::regnamespace and obj_description(oid, 'pg_class') like 'Frescura:%')
     order by relnamespace = 'public'::regnamespace, relname`;
  return found.map(({ name, definition }) => `create view ${name} as\n${withoutPrefixes(definition)}`);
}

/** PostgreSQL 15 writes `l.status` where later versions write `status`. */
function withoutPrefixes(definition: string): string {
  return definition.replace(/\b[a-z_]\w*\.(?=[a-z_"])/g, "");
}
