import { type AuditLogAnswer, type AuditLogQuery, auditLogQuery } from "@/lib/contract/audit-log";
import { PAGE_LIMIT_MAX } from "@/lib/contract/page";
import { csvLine } from "@/lib/format/csv";
import type { Actor } from "@/server/actor";
import { listAuditEvents } from "@/server/audit-log/list";
import { streamLines } from "@/server/lines";
import { parseInput } from "@/server/parse";
import { requirePermission } from "@/server/permission";
import { takeSeat } from "@/server/seats";

const COLUMNS = ["id", "created_at", "actor", "action", "target", "detail"] as const;

/**
 * Answers a request for the audit log: a page of it as JSON, or all that matches as the lines of a CSV file.
 *
 * @param input see `auditLogQuery`
 * @throws ProblemError rate_limited or busy when as many files as may are on their way
 */
export async function answerAuditLog(actor: Actor, input: unknown) {
  requirePermission(actor, "listAuditEvents");
  const query = parseInput(auditLogQuery, input);
  const isFile = query.format === "csv";
  const wanted = isFile ? { ...query, limit: PAGE_LIMIT_MAX } : query;
  // Of a file too before its first line, so that what is wrong can be told.
  const first = await listAuditEvents(actor, wanted);
  if (!isFile) return first;
  const close = takeSeat("file", actor);
  return new Response(streamLines({ lines: linesOf(actor, wanted, first), close }), {
    headers: {
      "Cache-Control": "no-store",
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": 'attachment; filename="audit-log.csv"',
    },
  });
}

/** A page after the other, so that no connection waits for whoever reads slowly. */
async function* linesOf(actor: Actor, query: AuditLogQuery, first: AuditLogAnswer): AsyncGenerator<string> {
  yield csvLine([...COLUMNS]);
  for (let page = first; ; page = await listAuditEvents(actor, { ...query, before: page.next_before })) {
    yield page.events.map((event) => csvLine(COLUMNS.map((name) => textOf(event[name])))).join("");
    if (page.next_before === null) return;
  }
}

const textOf = (value: unknown) =>
  value === null ? null : typeof value === "object" ? JSON.stringify(value) : String(value);
