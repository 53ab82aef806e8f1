import { findings } from "@/db/queries/health";
import { type DoctorAnswer, doctorQuery } from "@/lib/contract/doctor";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { parseInput } from "@/server/parse";
import { requirePermission } from "@/server/permission";
import { seen, unnamed } from "@/server/sight";
import { findView } from "@/server/views";

/**
 * What stands in the way of all views, or of one. Its cures quote the catalog, so only admin and ops may see it.
 *
 * @param input `{ view? }`, a slug or name
 */
export async function listFindings(actor: Actor, input: unknown): Promise<DoctorAnswer> {
  requirePermission(actor, "listFindings");
  const { view } = parseInput(doctorQuery, input);
  const slug = view === undefined ? null : await findView(actor, view);
  const found = seen(actor, await findings(db().sql, slug));
  return {
    findings: found.map(({ finding, cure, detail, ...rest }) => ({
      ...rest,
      ...unnamed(actor, { finding, cure, detail }),
    })),
  };
}
