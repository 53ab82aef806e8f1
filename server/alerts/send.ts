import type { ClaimedNotification } from "@/db/queries/outbox";
import { SINKS } from "@/lib/alerts/alert-sinks";
import { alertMessage } from "@/lib/alerts/message";
import type { ChannelKind } from "@/lib/contract/alerts";
import { env } from "@/server/env";
import type { Sink } from "./sink";

/** Well below the two minutes for which a notification is claimed. */
const TIMEOUT_MS = 10_000;

/**
 * Sends a notification by its channel.
 *
 * @returns why it was not taken, in words that may be shown; null when it was
 */
export async function send(
  notification: ClaimedNotification,
  timeoutMs = TIMEOUT_MS,
): Promise<string | null> {
  const { id, target, secrets, channel_kind, locale, edge, alert } = notification;
  const message = alertMessage({ edge, alert, locale, baseUrl: env().NEXTAUTH_URL });
  try {
    const sink = await sinkOf(channel_kind);
    await sink.send({ id, target, secrets, message }, timeoutMs);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/** By name, so that no list here repeats that of `lib/alerts/sinks`; bundlers take the folder in. */
async function sinkOf(kind: ChannelKind): Promise<Sink> {
  if (!Object.hasOwn(SINKS, kind)) throw new Error(`This version does not know how to send by ${kind}.`);
  const { default: sink } = (await import(`./sinks/${kind}.ts`)) as { default: Sink };
  return sink;
}
