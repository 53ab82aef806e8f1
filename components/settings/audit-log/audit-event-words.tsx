"use client";

import { useTranslations } from "use-intl";
import { AUDIT_ACTIONS } from "@/lib/audit-actions";
import type { RecordedAuditEvent } from "@/lib/contract/audit-log";

/** An audit event in words: what, to what, by whom, and its particulars as they are kept. */
export function AuditEventWords({ event }: { event: RecordedAuditEvent }) {
  const t = useTranslations();
  const known = AUDIT_ACTIONS.find((name) => name === event.action);
  const particulars = Object.entries(event.detail).map(([name, value]) => `${name}: ${text(value)}`);
  return (
    <div className="min-w-0">
      <p>
        <span className="font-medium">{known ? t(`auditLog.actions.${known}`) : event.action}</span>
        {event.target && <span className="[overflow-wrap:anywhere]">{` ${event.target}`}</span>}
      </p>
      <p className="text-12 text-ink-soft [overflow-wrap:anywhere]">
        {[event.actor, ...particulars].join(" · ")}
      </p>
    </div>
  );
}

const text = (value: unknown) =>
  typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
