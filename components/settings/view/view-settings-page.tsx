"use client";

import { useTranslations } from "use-intl";
import { useView } from "@/components/data/use-health";
import { useMe } from "@/components/data/use-me";
import { DoctorHints } from "@/components/health/doctor-hints";
import { StatusBadge } from "@/components/health/status-badge";
import { useStatus } from "@/components/health/use-status";
import { RemovePanel } from "@/components/settings/view/remove-panel";
import { SeenByPanel } from "@/components/settings/view/seen-by-panel";
import { SettingsForm } from "@/components/settings/view/settings-form";
import { TracksPanel } from "@/components/settings/view/tracks-panel";
import { useViewSettings } from "@/components/settings/view/use-view-settings";
import { WatchesPanel } from "@/components/settings/view/watches-panel";
import { Link } from "@/components/ui/link";
import { LoadError } from "@/components/ui/load-error";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import type { ViewHealth } from "@/lib/contract/health";
import { isAdmin } from "@/lib/roles";

/** All that can be set about one view. */
export function ViewSettingsPage({ slug }: { slug: string }) {
  const t = useTranslations();
  const { data: me } = useMe();
  const { data: settings, error, refetch } = useViewSettings(slug);
  const { view } = useView(slug);
  const admin = isAdmin(me?.role);

  if (!settings) {
    if (error?.code === "forbidden" && me) {
      return <Notice tone="info">{t("settings.refused", { role: t(`roles.${me.role}`) })}</Notice>;
    }
    if (error) return <LoadError code={error.code} onRetry={() => void refetch()} />;
    return (
      <div className="space-y-6" aria-busy>
        <Skeleton className="h-16" />
        <Skeleton className="h-96" />
      </div>
    );
  }
  return (
    <>
      <header>
        <Link href="/settings/views" className="text-14 text-ink-soft underline-offset-2 hover:underline">
          {t("settings.sections.views")}
        </Link>
        <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">
          <h2 className="min-w-0 text-20 font-semibold [overflow-wrap:anywhere]">{settings.title}</h2>
          {view && <Badge view={view} />}
        </div>
        <p className="font-mono text-12 text-ink-soft [overflow-wrap:anywhere]">
          {`${settings.schema_name}.${settings.view_name}`}
        </p>
      </header>
      {!admin && <Notice tone="info">{t("settings.readOnly")}</Notice>}
      <Panel title={t("settings.view.limits")} note={t("settings.view.limitsNote")}>
        <SettingsForm key={settings.slug} settings={settings} admin={admin} />
      </Panel>
      <SeenByPanel key={`${settings.slug} ${settings.seen_by}`} settings={settings} admin={admin} />
      <DoctorHints slug={slug} />
      <WatchesPanel settings={settings} admin={admin} />
      <TracksPanel settings={settings} admin={admin} />
      {admin && <RemovePanel settings={settings} />}
    </>
  );
}

function Badge({ view }: { view: ViewHealth }) {
  const { status } = useStatus(view);
  return <StatusBadge status={status} />;
}
