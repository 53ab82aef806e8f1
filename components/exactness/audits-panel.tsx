"use client";

import { useTranslations } from "use-intl";
import { AuditNow } from "@/components/exactness/audit-now";
import { AuditResult } from "@/components/exactness/audit-result";
import { useAudits } from "@/components/exactness/use-exactness";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";

interface Props {
  /** The views to show, title by slug. */
  titles: ReadonlyMap<string, string>;
  /** Whether who looks may audit. */
  operates: boolean;
  /** Only this view. */
  view?: string;
}

/** Whether each view is what its definition says: the last comparison, and one now. */
export function AuditsPanel({ titles, operates, view }: Props) {
  const t = useTranslations();
  const { data } = useAudits(view ?? null, operates);
  const shown = [...titles].filter(([slug]) => !view || slug === view);
  return (
    <Panel title={t("exactness.audits.title")} note={t("exactness.audits.note")} id="audits">
      {!operates && <p className="text-14 text-ink-soft">{t("exactness.audits.forOps")}</p>}
      {operates && !data && <Skeleton className="h-24" />}
      {operates && data && (
        <ul className="divide-y divide-line">
          {shown.map(([slug, title]) => {
            const mine = data.audits.filter((audit) => audit.view === slug);
            return (
              <li key={slug} className="space-y-3 py-3 text-14" data-audited={slug}>
                <div className="flex flex-wrap items-start justify-between gap-3">
                  <div className="min-w-0">
                    <h3 className="font-medium">{title}</h3>
                    {mine[0] ? (
                      <AuditResult audit={mine[0]} />
                    ) : (
                      <p className="text-ink-soft">{t("exactness.audits.never")}</p>
                    )}
                  </div>
                  <AuditNow slug={slug} />
                </div>
              </li>
            );
          })}
        </ul>
      )}
    </Panel>
  );
}
