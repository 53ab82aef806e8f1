"use client";

import { useTranslations } from "use-intl";
import type { Attempt } from "@/lib/contract/history";

/** SQLSTATE for all; the database's own words only where the server gave them. */
export function ErrorMessage({ attempt }: { attempt: Pick<Attempt, "error_code" | "error_message"> }) {
  const t = useTranslations();
  return (
    <div className="mt-2 space-y-1">
      {attempt.error_code && (
        <p className="text-12 text-ink-soft">{t("run.sqlState", { code: attempt.error_code })}</p>
      )}
      {attempt.error_message ? (
        <code className="block rounded-card bg-sunken px-3 py-2 font-mono text-12 [overflow-wrap:anywhere] whitespace-pre-wrap">
          {attempt.error_message}
        </code>
      ) : (
        <p className="text-12 text-ink-soft">{t("run.messageHidden")}</p>
      )}
    </div>
  );
}
