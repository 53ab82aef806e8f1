import { resolveView, unknownView } from "@/db/queries/view";
import { viewName } from "@/lib/contract/view";
import { db } from "@/server/db";

/**
 * The slug of a view that a caller named, by slug or name.
 *
 * @throws Refusal unknown_view, which is told as 404 `unknown_view`
 */
export async function findView(given: string): Promise<string> {
  const name = viewName.safeParse(given);
  if (!name.success) throw unknownView(false);
  return await resolveView(db().sql, name.data);
}
