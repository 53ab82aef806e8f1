"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { useVerify } from "@/components/exactness/use-exactness";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

const SAMPLE = 10;

/** Compares a view with its definition now, a share of it or, after a word of warning, the whole. */
export function VerifyNow({ slug }: { slug: string }) {
  const t = useTranslations();
  const verification = useVerify(slug);
  const [asking, setAsking] = useState(false);
  const run = (samplePercent: number) => {
    setAsking(false);
    verification.mutate({ samplePercent });
  };
  return (
    <div className="no-print">
      <div className="flex flex-wrap gap-2">
        <Button size="small" disabled={verification.isPending} onClick={() => run(SAMPLE)}>
          {t("exactness.verifications.sample", { percent: SAMPLE })}
        </Button>
        <Button size="small" disabled={verification.isPending} onClick={() => setAsking(true)}>
          {t("exactness.verifications.whole")}
        </Button>
      </div>
      <p role="status" className="mt-1 min-h-5 text-14 text-ink-soft">
        {verification.isPending && t("exactness.verifications.running")}
        {verification.data && t("exactness.verifications.done", { count: verification.data.differing_keys })}
        {verification.error && (
          <span className="text-failed">
            {t(`exactness.verifications.errors.${errorOf(verification.error.code)}`)}
          </span>
        )}
      </p>
      {asking && (
        <Dialog title={t("exactness.verifications.confirm")} onClose={() => setAsking(false)}>
          <p className="text-14">{t("exactness.verifications.confirmWhy")}</p>
          <div className="mt-4 flex flex-wrap gap-2">
            <Button tone="primary" data-first-focus onClick={() => run(100)}>
              {t("exactness.verifications.whole")}
            </Button>
            <Button onClick={() => setAsking(false)}>{t("dialog.close")}</Button>
          </div>
        </Dialog>
      )}
    </div>
  );
}

const errorOf = (code: string) => (code === "unsupported" || code === "forbidden" ? code : "other");
