"use client";

import { useTranslations } from "use-intl";
import type { RecordedDeed } from "@/lib/contract/audit-log";
import { DEEDS } from "@/lib/deeds";

/** A deed in words: what, to what, by whom, and its particulars as they are kept. */
export function DeedWords({ deed }: { deed: RecordedDeed }) {
  const t = useTranslations();
  const known = DEEDS.find((name) => name === deed.action);
  const particulars = Object.entries(deed.detail).map(([name, value]) => `${name}: ${text(value)}`);
  return (
    <div className="min-w-0">
      <p>
        <span className="font-medium">{known ? t(`auditLog.deeds.${known}`) : deed.action}</span>
        {deed.target && <span className="[overflow-wrap:anywhere]">{` ${deed.target}`}</span>}
      </p>
      <p className="text-12 text-ink-soft [overflow-wrap:anywhere]">
        {[deed.actor, ...particulars].join(" · ")}
      </p>
    </div>
  );
}

const text = (value: unknown) =>
  typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
