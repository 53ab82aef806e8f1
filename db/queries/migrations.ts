import type { Sql } from "@/db/client";

/** How many migrations a database has; 0 where it was never migrated. */
export async function migrationCount(sql: Sql): Promise<number> {
  const [table] = await sql<
    [{ name: string | null }]
  >`select to_regclass('frescura.__drizzle_migrations') as name`;
  if (!table.name) return 0;
  const [row] = await sql<[{ count: number }]>`select count(*) from frescura.__drizzle_migrations`;
  return row.count;
}
