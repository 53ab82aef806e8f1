import { auditEvents } from "@/db/queries/audit";
import { type AuditLogAnswer, auditLogQuery } from "@/lib/contract/audit-log";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { parseInput } from "@/server/parse";
import { requirePermission } from "@/server/permission";

/**
 * Who did what that changes or costs something, newest first. Only admins may: it tells on people.
 *
 * @param input see `auditLogQuery`
 */
export async function listAuditEvents(actor: Actor, input: unknown): Promise<AuditLogAnswer> {
  requirePermission(actor, "listAuditEvents");
  const query = parseInput(auditLogQuery, input);
  const events = await auditEvents(db().sql, query);
  return { events, next_before: events.length === query.limit ? events.at(-1)!.id : null };
}
