"use client";

import { useTranslations } from "use-intl";
import { useView } from "@/components/data/use-health";
import { useDoctor } from "@/components/data/use-log";
import { useWords } from "@/components/data/use-words";
import { FindingDetails, findingKey } from "@/components/health/finding-details";
import { StatusBadge } from "@/components/health/status-badge";
import { useStatus } from "@/components/health/use-status";
import { buttonStyle } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import type { ViewHealth } from "@/lib/contract/health";
import type { RegisteredView } from "@/lib/contract/registry";

/** One registered view: what it is, how it is set, and for who can apply it, what the doctor found. */
export function ViewRow({ view, operates }: { view: RegisteredView; operates: boolean }) {
  const t = useTranslations();
  const words = useWords();
  const { view: health } = useView(view.slug);
  const { data: doctor } = useDoctor(operates);
  const findings = doctor?.findings.filter(({ slug }) => slug === view.slug);
  const facts = [
    t("settings.views.fresh", { span: words.span(view.sla_seconds) }),
    t("settings.views.stale", { span: words.span(view.stale_seconds) }),
    view.time_zone,
    view.sources.length > 0 && t("settings.views.events", { sources: view.sources.join(", ") }),
    !view.enabled && t("settings.views.disabled"),
  ].filter(Boolean);

  return (
    <li data-setting={view.slug} className="space-y-2 py-4 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <div className="min-w-0">
          <h3 className="text-14 font-semibold [overflow-wrap:anywhere]">{view.title}</h3>
          <p className="font-mono text-12 text-ink-soft">{`${view.schema_name}.${view.view_name}`}</p>
        </div>
        <div className="flex items-center gap-3">
          {health && <Badge view={health} />}
          {operates && (
            <Link
              href={`/settings/views/${encodeURIComponent(view.slug)}`}
              aria-label={t("settings.views.openOf", { title: view.title })}
              className={buttonStyle({ size: "small" })}
            >
              {t("settings.views.open")}
            </Link>
          )}
        </div>
      </div>
      <p className="text-14 text-ink-soft">{facts.join(" · ")}</p>
      {findings && (
        <p className="text-14 text-ink-soft">{t("settings.views.findings", { count: findings.length })}</p>
      )}
      {findings && findings.length > 0 && (
        <ul className="space-y-2">
          {findings.map((finding) => (
            <li key={findingKey(finding)}>
              <FindingDetails finding={finding} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function Badge({ view }: { view: ViewHealth }) {
  const { status } = useStatus(view);
  return <StatusBadge status={status} />;
}
