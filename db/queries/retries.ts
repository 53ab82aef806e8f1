import type { Sql } from "@/db/client";

/** Takes one view whose retry is due; null when there is none, or others were first. */
export async function claimRetry(sql: Sql): Promise<string | null> {
  const [row] = await sql<{ slug: string }[]>`select slug from frescura.claim_retry()`;
  return row?.slug ?? null;
}
