import type { Sql } from "@/db/client";

/** Whether this database holds the demo's invented data. */
export async function isDemo(sql: Sql): Promise<boolean> {
  const [row] = await sql<[{ demo: boolean }]>`
    select exists (select from frescura.settings where key = 'demo' and value <> 'false') as demo`;
  return row.demo;
}
