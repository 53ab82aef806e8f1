import { commentsOn, indexesOf, type Tx } from "./statements";

/** Views and materialized views, each with its indexes and comments. */
export async function views(tx: Tx): Promise<string[]> {
  const found = await tx<{ oid: number; name: string; kind: string; definition: string }[]>`
    select oid, oid::regclass::text as name, case relkind when 'v' then 'view' else 'materialized view' end as kind,
           pg_get_viewdef(oid) as definition
      from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')
     order by relkind = 'm', relname`;
  const texts: string[] = [];
  for (const { oid, name, kind, definition } of found) {
    const lines = [
      `create ${kind} ${name} as\n${withoutPrefixes(definition)}`,
      ...(await indexesOf(tx, oid)),
      ...(await commentsOn(tx, kind, oid)),
    ];
    texts.push(lines.join("\n"));
  }
  return texts;
}

/** PostgreSQL 15 writes `l.status` where later versions write `status`. */
function withoutPrefixes(definition: string): string {
  return definition.replace(/\b[a-z_]\w*\.(?=[a-z_"])/g, "");
}
