"use client";

import { useTranslations } from "use-intl";
import { useHealth } from "@/components/data/use-health";
import { useDoctor } from "@/components/data/use-log";
import { useMe } from "@/components/data/use-me";
import { FindingDetails, findingKey } from "@/components/health/finding-details";
import { Panel } from "@/components/ui/panel";
import { isOps } from "@/lib/roles";

/** What stands in the way of the views and its cure as SQL, for who can apply it; nothing where all is in order. */
export function DoctorHints({ slug }: { slug?: string }) {
  const t = useTranslations();
  const { data: me } = useMe();
  const { data: health } = useHealth();
  const { data } = useDoctor(isOps(me?.role));
  const findings = data?.findings.filter((finding) => !slug || finding.slug === slug) ?? [];
  if (findings.length === 0) return null;
  const titles = new Map(health?.views.map((view) => [view.slug, view.title]));

  return (
    <Panel title={t("doctor.title")} note={t("doctor.note", { count: findings.length })}>
      <ul className="divide-y divide-line">
        {findings.map((finding) => (
          <li key={findingKey(finding)} className="py-2 first:pt-0 last:pb-0">
            <FindingDetails finding={finding} about={slug ? undefined : titles.get(finding.slug)} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
