"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { useAudit } from "@/components/exactness/use-exactness";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

const SAMPLE = 10;

/** Compares a view with its definition now, a share of it or, after a word of warning, the whole. */
export function AuditNow({ slug }: { slug: string }) {
  const t = useTranslations();
  const audit = useAudit(slug);
  const [asking, setAsking] = useState(false);
  const run = (samplePercent: number) => {
    setAsking(false);
    audit.mutate({ samplePercent });
  };
  return (
    <div className="no-print">
      <div className="flex flex-wrap gap-2">
        <Button size="small" disabled={audit.isPending} onClick={() => run(SAMPLE)}>
          {t("exactness.audits.sample", { percent: SAMPLE })}
        </Button>
        <Button size="small" disabled={audit.isPending} onClick={() => setAsking(true)}>
          {t("exactness.audits.whole")}
        </Button>
      </div>
      <p role="status" className="mt-1 min-h-5 text-14 text-ink-soft">
        {audit.isPending && t("exactness.audits.running")}
        {audit.data && t("exactness.audits.done", { count: audit.data.differing_keys })}
        {audit.error && (
          <span className="text-failed">{t(`exactness.audits.errors.${errorOf(audit.error.code)}`)}</span>
        )}
      </p>
      {asking && (
        <Dialog title={t("exactness.audits.confirm")} onClose={() => setAsking(false)}>
          <p className="text-14">{t("exactness.audits.confirmWhy")}</p>
          <div className="mt-4 flex flex-wrap gap-2">
            <Button tone="primary" data-first-focus onClick={() => run(100)}>
              {t("exactness.audits.whole")}
            </Button>
            <Button onClick={() => setAsking(false)}>{t("dialog.close")}</Button>
          </div>
        </Dialog>
      )}
    </div>
  );
}

const errorOf = (code: string) => (code === "unsupported" || code === "forbidden" ? code : "other");
