import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import type { Sql } from "@/db/client";

const file = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../fixtures/chinook/${name}`, import.meta.url)));

/** Fills an empty database with Chinook, a record shop that nobody here designed, and its two materialized views. */
export async function loadChinook(sql: Sql): Promise<void> {
  await sql.unsafe(gunzipSync(file("chinook.sql.gz")).toString("utf8"));
  await sql.unsafe(file("matviews.sql").toString("utf8"));
}
