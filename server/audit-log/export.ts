import { auditEvents } from "@/db/queries/audit";
import { type AuditLogQuery, auditLogQuery } from "@/lib/contract/audit-log";
import { PAGE_LIMIT_MAX } from "@/lib/contract/page";
import { csvLine } from "@/lib/format/csv";
import type { Actor } from "@/server/actor";
import { listAuditEvents } from "@/server/audit-log/list";
import { db } from "@/server/db";
import { parseInput } from "@/server/parse";
import { takeSeat } from "@/server/seats";

const COLUMNS = ["id", "created_at", "actor", "action", "target", "detail"] as const;

/**
 * Answers a request for the audit log: a page of it as JSON, or all that matches as the lines of a CSV file.
 *
 * @param input see `auditLogQuery`
 * @throws ProblemError rate_limited or busy when as many files as may are on their way
 */
export async function answerAuditLog(actor: Actor, input: unknown) {
  const answer = await listAuditEvents(actor, input);
  const query = parseInput(auditLogQuery, input);
  if (query.format === "json") return answer;
  const giveBack = takeSeat("file", actor);
  const lines = linesOf({ ...query, limit: PAGE_LIMIT_MAX });
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      try {
        const { value, done } = await lines.next();
        if (!done) return controller.enqueue(new TextEncoder().encode(value));
        giveBack();
        controller.close();
      } catch (error) {
        giveBack();
        throw error;
      }
    },
    cancel: giveBack,
  });
  return new Response(body, {
    headers: {
      "Cache-Control": "no-store",
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": 'attachment; filename="audit-log.csv"',
    },
  });
}

/** A page after the other, so that no connection waits for whoever reads slowly. */
async function* linesOf(query: AuditLogQuery): AsyncGenerator<string> {
  yield csvLine([...COLUMNS]);
  for (let before = query.before; ; ) {
    const events = await auditEvents(db().sql, { ...query, before });
    yield events.map((event) => csvLine(COLUMNS.map((name) => textOf(event[name])))).join("");
    if (events.length < query.limit) return;
    before = events.at(-1)!.id;
  }
}

const textOf = (value: unknown) =>
  value === null ? null : typeof value === "object" ? JSON.stringify(value) : String(value);
