import { readdirSync, readFileSync } from "node:fs";
import type { Sql } from "@/db/client";

/** A function of db/queries, by its text. */
export interface QueryFunction {
  name: string;
  /** Takes an open transaction: whoever calls it has to open one, which tsc sees to. */
  inTransaction: boolean;
  text: string;
}

/** The functions of db/queries, exported or not. */
export function queryFunctions(): QueryFunction[] {
  const files = readdirSync("db/queries", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(`db/queries/${file}`, "utf8"));
  return files.flatMap((text) => {
    const parts = text.split(/^(?:export )?(?:async )?function /m).slice(1);
    return parts.map((part) => ({
      name: /^\w+/.exec(part)![0],
      inTransaction: /^\w+\(\s*tx: Transaction\b/.test(part),
      text: part,
    }));
  });
}

const WRITES =
  /\b(insert\s+into|update\s+[\w.]+(\s+\w+)?\s+set|delete\s+from|pg_cancel_backend|pg_terminate_backend)\b|\.(insert|update|delete)\(/i;

/** The database's own functions and procedures that change rows or end sessions, directly or by others. */
export async function writingFunctions(sql: Sql): Promise<Set<string>> {
  const routines = await sql<{ name: string; text: string }[]>`
    select p.proname as name, p.prosrc as text from pg_proc p
      join pg_namespace n on n.oid = p.pronamespace
     -- PostgreSQL lets no other than a volatile one write.
     where n.nspname !~ '^(pg_|information_schema)' and p.provolatile = 'v' and p.prorettype <> 'trigger'::regtype`;
  const writing = new Set(routines.filter(({ text }) => WRITES.test(text)).map(({ name }) => name));
  for (let before = -1; before < writing.size; ) {
    before = writing.size;
    for (const { name, text } of routines) if (calls(text, writing)) writing.add(name);
  }
  return writing;
}

/** Whether a function of db/queries changes something, itself or by a function of the database. */
export function changes({ text }: QueryFunction, writing: ReadonlySet<string>): boolean {
  return WRITES.test(text) || calls(text, writing);
}

function calls(text: string, names: ReadonlySet<string>): boolean {
  return [...text.matchAll(/\b(\w+)\s*\(/g)].some(([, name]) => names.has(name!));
}
