import { z } from "zod";
import type { Executor } from "@/db/client";
import { Refusal } from "@/db/refusal";
import { first } from "@/db/rows";

/**
 * The slug of a view given by slug or name.
 *
 * @throws Refusal unknown_view when it is not registered, or the name fits several
 */
export async function resolveView(sql: Executor, view: string): Promise<string> {
  const found = sql`select slug from frescura.views where id = frescura.view_id(${view})`;
  const row = await first(z.object({ slug: z.string() }), found).catch((error) => {
    const { code } = error as { code?: string };
    if (code === "42P09") throw unknownView(true);
    if (code !== "42704") throw error;
  });
  if (!row) throw unknownView(false);
  return row.slug;
}

/** Nobody has registered a view of that name, or several are called so. */
export function unknownView(several: boolean): Refusal {
  return new Refusal(
    "unknown_view",
    several
      ? "Several views have this name; use the slug of one."
      : "No registered view has this slug or name.",
  );
}
