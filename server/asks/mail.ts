import { randomUUID } from "node:crypto";
import { addressesOf } from "@/db/queries/asks";
import type { ViewHealth } from "@/lib/contract/health";
import { rolesFor } from "@/lib/roles";
import email from "@/server/alerts/sinks/email";
import { db } from "@/server/db";
import { env } from "@/server/env";
import { logger } from "@/server/log";

const TIMEOUT_MS = 5_000;

/**
 * Tells those who may refresh a view by mail that somebody asks for it; in both languages, since nobody knows theirs.
 *
 * @returns how many mails were taken; none where no mail server is set. What fails is logged: the ask is on record.
 */
export async function mailAsk(who: string, { title, slug }: ViewHealth): Promise<number> {
  const { SMTP_URL, REFRESH_ROLES, NEXTAUTH_URL } = env();
  if (!SMTP_URL) return 0;
  const roles = rolesFor("refresh", REFRESH_ROLES);
  const addresses = await addressesOf(db().sql, roles, slug);
  const link = NEXTAUTH_URL ? `\n\n${new URL(`/views/${encodeURIComponent(slug)}`, NEXTAUTH_URL)}` : "";
  const message = {
    subject: `${title}: actualizar / refresh`,
    text: `${who} pide que se actualice "${title}".\n${who} asks for "${title}" to be refreshed.${link}\n`,
  };
  const sent = await Promise.allSettled(
    addresses.map((target) =>
      email.send({ id: randomUUID(), target, message } as Parameters<typeof email.send>[0], TIMEOUT_MS),
    ),
  );
  for (const one of sent)
    if (one.status === "rejected") logger().warn({ err: one.reason }, "an ask was not mailed");
  return sent.filter(({ status }) => status === "fulfilled").length;
}
