import type { z } from "zod";
import type { Executor } from "@/db/client";
import { one } from "@/db/rows";
import { visibleAnswer } from "@/lib/contract/visible";

const visibility = visibleAnswer.pick({ visible: true, state: true, refresh_id: true, visible_at: true });

/** How a write stands, as `frescura.visible` tells. */
export type Visibility = z.infer<typeof visibility>;

/** A text is no receipt of this database. */
export class BadReceipt extends Error {
  override readonly name = "BadReceipt";
}

/**
 * Whether a view contains what the transaction of a receipt wrote.
 *
 * @throws BadReceipt
 */
export async function visibilityOf(sql: Executor, slug: string, receipt: string): Promise<Visibility> {
  try {
    return await one(
      visibility,
      sql`
      select visible, state, refresh_id, visible_at from frescura.visible(${slug}, ${receipt})`,
    );
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    // 22023 is ours; 22003 a number that no transaction has.
    if (code === "22023") throw new BadReceipt(message, { cause: error });
    if (code === "22003") throw new BadReceipt(`the receipt "${receipt}" is not one of this database`);
    throw error;
  }
}
