import type { z } from "zod";
import type { Executor } from "@/db/client";
import { orRefuse } from "@/db/refusal";
import { one } from "@/db/rows";
import { visibleAnswer } from "@/lib/contract/visible";

const visibility = visibleAnswer.pick({ visible: true, state: true, refresh_id: true, visible_at: true });

/** How a write stands, as `frescura.visible` tells. */
export type Visibility = z.infer<typeof visibility>;

/**
 * Whether a view contains what the transaction of a receipt wrote.
 *
 * @throws Refusal bad_receipt
 */
export async function visibilityOf(sql: Executor, slug: string, receipt: string): Promise<Visibility> {
  return await orRefuse(
    // 22023 is ours; 22003 a number that no transaction has.
    ({ code }) => (code === "22023" || code === "22003" ? "bad_receipt" : undefined),
    () =>
      one(
        visibility,
        sql`
      select visible, state, refresh_id, visible_at from frescura.visible(${slug}, ${receipt})`,
      ),
  );
}
