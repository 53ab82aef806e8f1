import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import postgres from "postgres";
import { oldNames } from "./layout-facts";

const file = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../fixtures/upgrade/${name}`, import.meta.url)));

/**
 * Fills an empty database with an installation of the layout before schema `frescura`, in use for months: views known
 * and unknown, writes that no view contains yet, events, alerts, people. See tests/fixtures/upgrade/README.md.
 *
 * @param url a superuser's address of an empty database
 * @param reader an existing role, which gets what a customer would have granted to a person
 */
export async function loadOldLayout(url: string, reader: string): Promise<void> {
  // The dump empties the search path of its session.
  await withSession(url, (sql) => sql.unsafe(gunzipSync(file("layout.sql.gz")).toString("utf8")));
  const steps = dataSteps(reader);
  await withSession(url, async (sql) => {
    for (const { title, text } of steps) {
      await sql.unsafe(text).catch((error) => {
        throw new Error(`data.sql, step "${title}": ${error.message}`, { cause: error });
      });
    }
    await refreshBesideWriter(url, sql);
  });
}

/** The steps of data.sql, in their order. */
function dataSteps(reader: string): { title: string; text: string }[] {
  const name = `"${reader.replaceAll('"', '""')}"`;
  const parts = file("data.sql")
    .toString("utf8")
    .replaceAll(':"reader"', name)
    .split(/^-- step: /m)
    .slice(1);
  return parts.map((part) => ({ title: part.split("\n", 1)[0]!, text: `-- ${part}` }));
}

/** Refreshes a view while a writer is underway, who commits after it: the vouched snapshot has to name him for good. */
async function refreshBesideWriter(url: string, sql: postgres.Sql): Promise<void> {
  await withSession(url, (writer) =>
    writer.begin(async (tx) => {
      await tx`update public.clientes set nombre = 'Cliente Tardío' where id = 5`;
      // Somebody else commits meanwhile: a snapshot ends at the last that did.
      await sql.unsafe("update public.costos set monto = monto where id = 2");
      await sql.unsafe(`select ${oldNames("refresh")}('mv-clientes', 'manual', 'user:ana@example.com')`);
    }),
  );
}

async function withSession<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, prepare: false, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
