import { z } from "zod";
import type { Executor } from "@/db/client";
import { first } from "@/db/rows";

/** Nobody has registered a view of that name, or several are called so; the message says which. */
export class UnknownView extends Error {
  override readonly name = "UnknownView";
}

/**
 * The slug of a view given by slug or name.
 *
 * @throws UnknownView when it is not registered, or the name fits several
 */
export async function resolveView(sql: Executor, view: string): Promise<string> {
  try {
    const found = sql`select slug from frescura.views where id = frescura.view_id(${view})`;
    const row = await first(z.object({ slug: z.string() }), found);
    if (row) return row.slug;
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === "42P09") throw new UnknownView("Several views have this name; use the slug of one.");
    if (code !== "42704") throw error;
  }
  throw new UnknownView("No registered view has this slug or name.");
}
