import type { Transaction } from "@/db/client";
import { Refusal } from "@/db/refusal";

/** How long to wait for a refresh that runs, and for writers of the sources: longer, and they wait for us. */
const LOCK_MS_MAX = 3_000;

/**
 * Forgets a view by `frescura.unregister`.
 *
 * @throws Refusal in_use when it is being refreshed or written to, or something reads its live view
 */
export async function forgetView(tx: Transaction, slug: string): Promise<void> {
  try {
    await tx.unsafe(`set local lock_timeout = ${LOCK_MS_MAX}`);
    await tx`select frescura.unregister(${slug})`;
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (code === "55P03") {
      const words = "It is being refreshed, or a transaction that does not end writes to one of its sources.";
      throw new Refusal("in_use", words, undefined, { cause: error });
    }
    if (code === "55000") throw new Refusal("managed", message, undefined, { cause: error });
    if (code === "2BP01") {
      throw new Refusal("in_use", `Something reads its live view: ${message}.`, undefined, { cause: error });
    }
    throw error;
  }
}
