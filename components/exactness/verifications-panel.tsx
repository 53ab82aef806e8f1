"use client";

import { useTranslations } from "use-intl";
import { useVerifications } from "@/components/exactness/use-exactness";
import { VerificationResult } from "@/components/exactness/verification-result";
import { VerifyNow } from "@/components/exactness/verify-now";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";

interface Props {
  /** The views to show, title by slug. */
  titles: ReadonlyMap<string, string>;
  /** Whether who looks may verification. */
  operates: boolean;
  /** Only this view. */
  view?: string;
}

/** Whether each view is what its definition says: the last comparison, and one now. */
export function VerificationsPanel({ titles, operates, view }: Props) {
  const t = useTranslations();
  const { data } = useVerifications(view ?? null, operates);
  const shown = [...titles].filter(([slug]) => !view || slug === view);
  return (
    <Panel
      title={t("exactness.verifications.title")}
      note={t("exactness.verifications.note")}
      id="verifications"
    >
      {!operates && <p className="text-14 text-ink-soft">{t("exactness.verifications.forOps")}</p>}
      {operates && !data && <Skeleton className="h-24" />}
      {operates && data && (
        <ul className="divide-y divide-line">
          {shown.map(([slug, title]) => {
            const mine = data.verifications.filter((verification) => verification.view === slug);
            return (
              <li key={slug} className="space-y-3 py-3 text-14" data-verified={slug}>
                <div className="flex flex-wrap items-start justify-between gap-3">
                  <div className="min-w-0">
                    <h3 className="font-medium">{title}</h3>
                    {mine[0] ? (
                      <VerificationResult verification={mine[0]} />
                    ) : (
                      <p className="text-ink-soft">{t("exactness.verifications.never")}</p>
                    )}
                  </div>
                  <VerifyNow slug={slug} />
                </div>
              </li>
            );
          })}
        </ul>
      )}
    </Panel>
  );
}
