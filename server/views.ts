import { resolveView, unknownView } from "@/db/queries/view";
import { viewName } from "@/lib/contract/view";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { withoutIds } from "@/server/sight";

/**
 * The slug of a view that a caller named, by slug or name. One that he may not see is not there.
 *
 * @throws Refusal unknown_view, which is told as 404 `unknown_view`
 */
export async function findView(actor: Actor, given: string): Promise<string> {
  const name = viewName.safeParse(given);
  if (!name.success) throw unknownView(false);
  return await resolveView(db().sql, name.data, withoutIds(actor));
}
