import { resolveView, UnknownView } from "@/db/queries/view";
import { viewName } from "@/lib/contract/view";
import { db } from "@/server/db";

/**
 * The slug of a view that a caller named, by slug or name.
 *
 * @throws UnknownView, which is told as 404 `unknown_view`
 */
export async function findView(given: string): Promise<string> {
  const name = viewName.safeParse(given);
  if (!name.success) throw new UnknownView("No registered view has this slug or name.");
  return await resolveView(db().sql, name.data);
}
