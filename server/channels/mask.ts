import { SINKS } from "@/lib/alerts/alert-sinks";
import type { Channel } from "@/lib/contract/alerts";
import { isAdmin } from "@/lib/roles";
import type { Actor } from "@/server/actor";

/** A channel as an actor may see it: a webhook's path is as good as a password, and an address is a person's. */
export function channelFor(actor: Actor, channel: Channel): Channel {
  if (isAdmin(actor.role)) return channel;
  return { ...channel, target: maskedTarget(channel) };
}

/** Where a target leads, without what opens it. */
export function maskedTarget({ kind, target }: Pick<Channel, "kind" | "target">): string {
  return SINKS[kind].mask(target);
}
