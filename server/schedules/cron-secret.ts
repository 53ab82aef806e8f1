import { createHash, timingSafeEqual } from "node:crypto";
import { ProblemError } from "@/server/problem";

/**
 * Admits a cron driver by `Authorization: Bearer <CRON_SECRET>`. Without a secret nobody is admitted: an address
 * that starts work must not be open because a setting was forgotten.
 *
 * @throws ProblemError unauthenticated
 */
export function requireCronSecret(authorization: string | null, secret: string | undefined): void {
  const given = /^Bearer (\S+)$/i.exec(authorization ?? "")?.[1];
  // Digests, since timingSafeEqual takes only equal lengths and the length is a secret, too.
  if (secret && given && timingSafeEqual(digest(given), digest(secret))) return;
  const detail = secret
    ? "Send Authorization: Bearer with the CRON_SECRET of this installation."
    : "CRON_SECRET is not set here, so nobody may drive the schedules over HTTP.";
  throw new ProblemError("unauthenticated", detail);
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
