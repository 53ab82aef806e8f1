import type { ClaimedNotification } from "@/db/queries/outbox";
import { alertMessage } from "@/lib/alerts/message";
import { env } from "@/server/env";
import { sendEmail } from "./send-email";
import { sendWebhook } from "./send-webhook";

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
  const { id, target, channel_kind, locale, edge, alert } = notification;
  const { NEXTAUTH_URL: baseUrl, SMTP_URL: smtpUrl, ALERT_FROM: from, ALLOW_PRIVATE_WEBHOOKS } = env();
  const outgoing = { id, target, message: alertMessage({ edge, alert, locale, baseUrl }) };
  try {
    if (channel_kind === "email") await sendEmail(outgoing, { smtpUrl, from, timeoutMs });
    else await sendWebhook(outgoing, { allowPrivate: ALLOW_PRIVATE_WEBHOOKS === "on", timeoutMs });
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}
