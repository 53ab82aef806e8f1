import type { Sql } from "@/db/client";

/** Whether the database only follows another: it can be read, and nothing else. */
export async function isStandby(sql: Sql): Promise<boolean> {
  const [{ standby }] = await sql<[{ standby: boolean }]>`select pg_is_in_recovery() as standby`;
  return standby;
}
