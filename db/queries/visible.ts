import type { Sql } from "@/db/client";
import type { VisibleAnswer } from "@/lib/contract/visible";
import { isoMoments } from "./moments";

/** How a write stands, as `frescura.visible` tells. */
export type Visibility = Pick<VisibleAnswer, "visible" | "state" | "refresh_id" | "visible_at">;

/** A text is no receipt of this database. */
export class BadReceipt extends Error {
  override readonly name = "BadReceipt";
}

/**
 * Whether a view contains what the transaction of a receipt wrote.
 *
 * @throws BadReceipt
 */
export async function visibilityOf(sql: Sql, slug: string, receipt: string): Promise<Visibility> {
  try {
    const [row] = await sql<[Visibility]>`
      select visible, state, refresh_id, visible_at from frescura.visible(${slug}, ${receipt})`;
    return isoMoments(row);
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    // 22023 is ours; 22003 a number that no transaction has.
    if (code === "22023") throw new BadReceipt(message, { cause: error });
    if (code === "22003") throw new BadReceipt(`the receipt "${receipt}" is not one of this database`);
    throw error;
  }
}
