import type { TransactionSql } from "postgres";

export type Tx = TransactionSql<{ bigint: number }>;

/** The indexes of a table that no constraint stands for, as statements. */
export async function indexesOf(tx: Tx, oid: number): Promise<string[]> {
  const rows = await tx<{ text: string }[]>`
    select pg_get_indexdef(i.indexrelid) || ';' as text
      from pg_index i join pg_class c on c.oid = i.indexrelid
     where i.indrelid = ${oid} and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
     order by c.relname`;
  return rows.map(({ text }) => text);
}
