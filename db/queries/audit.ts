import { and, desc, eq, lt, sql } from "drizzle-orm";
import type { Executor, Transaction } from "@/db/client";
import { orm } from "@/db/orm";
import { auditLogTable } from "@/db/schema/system";
import type { AuditAction } from "@/lib/audit-actions";
import type { AuditLogQuery, RecordedAuditEvent } from "@/lib/contract/audit-log";

/** Who changes something, or spends something, and what. */
export interface AuditEvent {
  /** Who: user:<email>, token:<id> <name>, cli:<name>, system:<part>. */
  actor: string;
  action: AuditAction;
  target?: string;
  detail?: Record<string, string | number | boolean | null>;
}

const emitted = new WeakMap<Transaction, AuditEvent[]>();

/** Puts an event into `frescura.audit_log`, in the transaction of what it tells of. */
export async function emitAuditEvent(tx: Transaction, event: AuditEvent): Promise<void> {
  await orm(tx).insert(auditLogTable).values(event);
  emitted.set(tx, [...(emitted.get(tx) ?? []), event]);
}

/** What a transaction has put there: to be told elsewhere too, once it is committed. */
export function emittedIn(tx: Transaction): readonly AuditEvent[] {
  return emitted.get(tx) ?? [];
}

/** Audit events, newest first. */
export async function auditEvents(executor: Executor, query: AuditLogQuery): Promise<RecordedAuditEvent[]> {
  const { limit, before, format: _format, ...wanted } = query;
  const { id, actor, action, target, detail, createdAt: created_at } = auditLogTable;
  return await orm(executor)
    .select({ id, actor, action, target, detail, created_at })
    .from(auditLogTable)
    .where(
      and(
        before === undefined ? undefined : lt(id, before),
        wanted.actor === undefined ? undefined : eq(actor, wanted.actor),
        wanted.action === undefined ? undefined : sql`starts_with(${action}, ${wanted.action})`,
        wanted.target === undefined ? undefined : eq(target, wanted.target),
      ),
    )
    .orderBy(desc(id))
    .limit(limit);
}
