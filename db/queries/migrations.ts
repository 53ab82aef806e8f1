import { z } from "zod";
import type { Executor } from "@/db/client";
import { value } from "@/db/rows";

/** How many migrations a database has; 0 where it was never migrated. */
export async function migrationCount(sql: Executor): Promise<number> {
  const there = sql`select to_regclass('frescura.__drizzle_migrations') is not null`;
  if (!(await value(z.boolean(), there))) return 0;
  return await value(z.int(), sql`select count(*) from frescura.__drizzle_migrations`);
}

/** The name of a database. */
export async function databaseName(sql: Executor): Promise<string> {
  return await value(z.string(), sql`select current_database()`);
}
