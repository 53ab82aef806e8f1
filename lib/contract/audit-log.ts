import { z } from "zod";
import { PAGE_LIMIT_MAX } from "./page";
import { timestamp } from "./timestamp";

/** Query of `GET /api/v1/audit-log`. */
export const auditLogQuery = z.object({
  limit: z.coerce
    .number({ error: "limit is not a whole number" })
    .int()
    .min(1)
    .max(PAGE_LIMIT_MAX)
    .default(50),
  /** Only those with a smaller id. */
  before: z.coerce.number({ error: "before is not an id" }).int().positive().optional(),
  /** Only what was done by this actor, such as user:ana@example.com. */
  actor: z.string().min(1).max(300).optional(),
  /** Only actions that begin with this, such as user. or user.create. */
  action: z.string().min(1).max(100).optional(),
  /** Only what was done to this view, account or token. */
  target: z.string().min(1).max(300).optional(),
  /** As CSV all that match, whatever the limit. */
  format: z.enum(["json", "csv"], { error: "format is json or csv" }).default("json"),
});
export type AuditLogQuery = z.infer<typeof auditLogQuery>;

/** Something done that changes or costs something: a row of `frescura.audit_log`. */
export const auditEvent = z.object({
  id: z.int(),
  /** user:<address>, token:<id> <name>, cli:<account>, or system:<part>. */
  actor: z.string(),
  /** What, as noun.verb. */
  action: z.string(),
  target: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
  created_at: timestamp,
});
export type RecordedAuditEvent = z.infer<typeof auditEvent>;

/** Answer of `GET /api/v1/audit-log`, newest first. */
export const auditLogAnswer = z.object({ events: z.array(auditEvent), next_before: z.int().nullable() });
export type AuditLogAnswer = z.infer<typeof auditLogAnswer>;
