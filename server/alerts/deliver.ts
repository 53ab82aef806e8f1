import type { Db } from "@/db/client";
import { claimNotification, finishNotification } from "@/db/queries/outbox";
import { db as sharedDb } from "@/server/db";
import { type Logger, logger } from "@/server/log";
import { send } from "./send";

/** At the same time: a sink that takes its time must not hold up the others. */
const SENDERS = 4;

/** What became of the outbox. */
export interface Deliveries {
  delivered: number;
  failed: number;
}

/**
 * Sends what is due in the outbox. Each notification is claimed, so that several processes may do this at once;
 * what a sink does not take is due again later, however often.
 */
export async function deliverNotifications(
  options: { db?: Db; log?: Logger; timeoutMs?: number } = {},
): Promise<Deliveries> {
  const { db = sharedDb(), log = logger(), timeoutMs } = options;
  const sum: Deliveries = { delivered: 0, failed: 0 };
  const sender = async () => {
    for (;;) {
      const notification = await claimNotification(db.sql);
      if (!notification) return;
      const error = await send(notification, timeoutMs);
      await finishNotification(db.sql, notification.id, error);
      sum[error === null ? "delivered" : "failed"]++;
      if (error !== null)
        log.warn(
          { notification: notification.id, attempts: notification.attempts, error },
          "a notification was not taken",
        );
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, sender));
  return sum;
}
