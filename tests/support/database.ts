import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { inject } from "vitest";
import { connect, type Sql } from "@/db/client";
import { databaseUrl } from "./urls";

/** A database of a test file's own. */
export interface TestDatabase {
  readonly url: string;
  /** A client of the product's kind: what query files take. */
  readonly sql: Sql;
  /** Closes `sql` and drops the database, whoever is still connected. */
  drop(): Promise<void>;
}

/**
 * Clones a database for one test file: `migrated` has the product's schema, `empty` has nothing.
 *
 * Call it in `beforeAll`, and `drop()` in `afterAll`.
 */
export async function createDatabase(
  options: { template?: "migrated" | "empty" } = {},
): Promise<TestDatabase> {
  const template = inject("templates")[options.template ?? "migrated"];
  const name = `frescura_test_${randomBytes(6).toString("hex")}`;
  // Copied as files, which takes a third of the work: nothing here is durable, so that the checkpoint costs nothing.
  await onServer(
    (admin) => admin`create database ${admin(name)} template ${admin(template)} strategy file_copy`,
  );

  const url = databaseUrl(inject("serverUrl"), name);
  const sql = connect(url, "frescura tests", 10);
  return {
    url,
    sql,
    drop: async () => {
      await sql.end({ timeout: 5 });
      await onServer((admin) => admin`drop database if exists ${admin(name)} with (force)`);
    },
  };
}

async function onServer(work: (admin: postgres.Sql) => Promise<unknown>): Promise<void> {
  const admin = postgres(inject("serverUrl"), { max: 1, onnotice: () => {} });
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}
