import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { readMigrationFiles } from "drizzle-orm/migrator";
import type { Sql, Transaction } from "../client";

const migrationsFolder = fileURLToPath(new URL("../../drizzle", import.meta.url));

/**
 * Applies the numbered migrations that are not in the journal yet, as drizzle's own migrator does. That one opens its
 * own transaction, and here all of a migration has to be one.
 */
export async function applyMigrations(tx: Transaction): Promise<void> {
  await tx.unsafe(`
    create schema if not exists frescura;
    create table if not exists frescura.__drizzle_migrations
      (id serial primary key, hash text not null, created_at bigint)`);
  const [last] = await tx<
    { at: string | null }[]
  >`select max(created_at) as at from frescura.__drizzle_migrations`;
  for (const { hash, folderMillis, sql } of readMigrationFiles({ migrationsFolder })) {
    if (last?.at && Number(last.at) >= folderMillis) continue;
    for (const statement of sql) await tx.unsafe(statement);
    await tx`insert into frescura.__drizzle_migrations (hash, created_at) values (${hash}, ${folderMillis})`;
  }
}

/** Enters the first migration as done: what it makes stands already, moved from an earlier layout. */
export async function enterFirstMigration(tx: Transaction): Promise<void> {
  const [first] = readMigrationFiles({ migrationsFolder });
  await tx`insert into frescura.__drizzle_migrations (hash, created_at) values (${first!.hash}, ${first!.folderMillis})`;
}

/** How many migrations this version has. */
export async function knownMigrations(): Promise<number> {
  const journal = await readFile(path.join(migrationsFolder, "meta", "_journal.json"), "utf8");
  return JSON.parse(journal).entries.length;
}

/** How many migrations a database has; 0 where it was never migrated, or is of an earlier layout. */
export async function appliedMigrations(client: Sql): Promise<number> {
  const [table] = await client`select to_regclass('frescura.__drizzle_migrations') as name`;
  if (!table!.name) return 0;
  const [row] = await client`select count(*)::integer as count from frescura.__drizzle_migrations`;
  return row!.count;
}
