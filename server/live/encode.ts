import type { LiveMessage } from "@/lib/contract/live";
import type { Actor } from "@/server/actor";
import { readsDatabaseMessages } from "@/server/permission";
import { healthFor } from "@/server/redact";

const encoder = new TextEncoder();

/** A message as server-sent event. */
export function encode({ name, data }: LiveMessage): Uint8Array {
  return encoder.encode(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
}

/**
 * A message as an actor may see it; null where it is not for them. Encoded once per role, however many watch.
 *
 * @returns a function of the actor
 */
export function encodeByRole(message: LiveMessage): (actor: Actor) => Uint8Array | null {
  const made = new Map<string, Uint8Array | null>();
  return (actor) => {
    let bytes = made.get(actor.role);
    if (bytes === undefined) {
      bytes = encodeFor(actor, message);
      made.set(actor.role, bytes);
    }
    return bytes;
  };
}

function encodeFor(actor: Actor, message: LiveMessage): Uint8Array | null {
  if (message.name === "verification" && !readsDatabaseMessages(actor)) return null;
  if (message.name !== "health") return encode(message);
  const views = message.data.views.map((view) => healthFor(actor, view));
  return encode({ name: "health", data: { ...message.data, views } });
}
