import { settingsOf } from "@/db/queries/view-settings";
import type { ViewSettings } from "@/lib/contract/view-settings";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { requirePermission } from "@/server/permission";
import { sees, unnamed } from "@/server/sight";
import { findView } from "@/server/views";

/** The settings of a view, by its slug or name. For admin and ops: expressions quote the catalog. */
export async function getSettings(actor: Actor, view: string): Promise<ViewSettings> {
  requirePermission(actor, "getSettings");
  const settings = await settingsOf(db().sql, await findView(actor, view));
  const { upstreams, untrackable, tracks } = settings;
  return {
    ...settings,
    upstreams: upstreams.filter((slug) => sees(actor, slug)),
    // What keeps it from being tracked, and what a lookup asks, can be a view that it reads.
    untrackable: unnamed(actor, untrackable),
    tracks: unnamed(actor, tracks),
  };
}
