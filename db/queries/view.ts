import { z } from "zod";
import type { Executor } from "@/db/client";
import { orRefuse, Refusal } from "@/db/refusal";
import { first } from "@/db/rows";

/**
 * The slug of a view given by slug or name.
 *
 * @throws Refusal unknown_view when it is not registered, or the name fits several
 */
export async function resolveView(sql: Executor, view: string): Promise<string> {
  const found = sql`select slug from frescura.views where id = frescura.view_id(${view})`;
  const row = await orRefuse(
    ({ code }) => (code === "42704" || code === "42P09" ? "unknown_view" : undefined),
    () => first(z.object({ slug: z.string() }), found),
  ).catch((error) => {
    if (!(error instanceof Refusal)) throw error;
    throw unknownView((error.cause as { code?: string }).code === "42P09");
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
