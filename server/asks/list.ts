import { openAsks } from "@/db/queries/asks";
import type { AsksAnswer } from "@/lib/contract/asks";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { seen } from "@/server/sight";

/** Who asks for which view to be refreshed. Everyone signed in may see it: whoever asks sees that others did. */
export async function listAsks(actor: Actor): Promise<AsksAnswer> {
  return { asks: seen(actor, await openAsks(db().sql)) };
}
