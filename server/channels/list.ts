import { readChannels } from "@/db/queries/channels";
import type { ChannelsAnswer } from "@/lib/contract/alerts";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { env } from "@/server/env";
import { requirePermission } from "@/server/permission";
import { withoutIds } from "@/server/sight";
import { channelFor } from "./mask";

/** Where alerts are told, with the latest deliveries of each. For admin and ops; only admins see whole targets. */
export async function listChannels(actor: Actor): Promise<ChannelsAnswer> {
  requirePermission(actor, "listChannels");
  const channels = await readChannels(db().sql, { without: withoutIds(actor) });
  return {
    channels: channels.map((channel) => channelFor(actor, channel)),
    email_ready: env().SMTP_URL !== undefined,
  };
}
