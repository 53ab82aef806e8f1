import type { TransactionSql } from "postgres";

export type Tx = TransactionSql<{ bigint: number }>;

/** The comments on an object and on its columns, as statements. */
export async function commentsOn(tx: Tx, kind: string, oid: number): Promise<string[]> {
  const rows = await tx<{ text: string }[]>`
    select format('comment on %s %s is %L;',
                  case when d.objsubid > 0 then 'column' else ${kind}::text end,
                  ${oid}::oid::regclass::text || coalesce('.' || quote_ident(a.attname), ''), d.description) as text
      from pg_description d
      left join pg_attribute a on a.attrelid = d.objoid and a.attnum = d.objsubid and d.objsubid > 0
     where d.classoid = 'pg_class'::regclass and d.objoid = ${oid}
     order by d.objsubid`;
  return rows.map(({ text }) => text);
}

/** The indexes of a table that no constraint stands for, as statements. */
export async function indexesOf(tx: Tx, oid: number): Promise<string[]> {
  const rows = await tx<{ text: string }[]>`
    select pg_get_indexdef(i.indexrelid) || ';' as text
      from pg_index i join pg_class c on c.oid = i.indexrelid
     where i.indrelid = ${oid} and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
     order by c.relname`;
  return rows.map(({ text }) => text);
}
