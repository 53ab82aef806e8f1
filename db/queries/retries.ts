import { z } from "zod";
import type { Executor } from "@/db/client";
import { first } from "@/db/rows";

/** Takes one view whose retry is due; null when there is none, or others were first. */
export async function claimRetry(sql: Executor): Promise<string | null> {
  const row = await first(z.object({ slug: z.string() }), sql`select slug from frescura.claim_retry()`);
  return row?.slug ?? null;
}
