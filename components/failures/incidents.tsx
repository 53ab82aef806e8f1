"use client";

import { useTranslations } from "use-intl";
import { ActionError } from "@/components/control/action-error";
import { ResumeButton } from "@/components/control/resume-button";
import { useNow } from "@/components/data/clock";
import { Timestamp } from "@/components/data/timestamp";
import { useAcknowledge, useAlerts } from "@/components/data/use-alerts";
import { useGraph } from "@/components/data/use-graph";
import { useDoctor } from "@/components/data/use-log";
import { useMe } from "@/components/data/use-me";
import { useLastRefresh, useRefresh } from "@/components/data/use-refresh";
import { useSchedules } from "@/components/data/use-schedules";
import { OpenAlert } from "@/components/failures/open-alerts";
import { FindingDetails, findingKey } from "@/components/health/finding-details";
import { StatusBadge } from "@/components/health/status-badge";
import { useStatus } from "@/components/health/use-status";
import { Button, buttonStyle } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { causeBox } from "@/lib/cause-colours";
import { cn } from "@/lib/cn";
import type { ViewHealth } from "@/lib/contract/health";
import type { Attempt } from "@/lib/contract/history";
import { hasFailed, type Incident, incidentsOf } from "@/lib/incidents";
import { isOps } from "@/lib/roles";
import { refreshesByClock } from "@/lib/tiers";

/** So much is said of the views below by name. */
const NAMED = 3;

/** What is wrong now, one card per view: since when, why, what comes next, who else goes without, and what to press. */
export function Incidents({
  views,
  failures,
  hours,
}: {
  views: readonly ViewHealth[];
  failures: readonly Attempt[];
  hours: number;
}) {
  const t = useTranslations();
  const { data: me } = useMe();
  const { data: alerts } = useAlerts("all", hours);
  const { data: doctor } = useDoctor(isOps(me?.role));
  const { data: graph } = useGraph();
  const incidents = incidentsOf(views, {
    alerts: alerts?.alerts.filter(({ closed_at }) => closed_at === null) ?? [],
    findings: doctor?.findings ?? [],
    failures,
    graph: graph?.views ?? [],
  });
  if (incidents.length === 0) return null;
  return (
    <ul aria-label={t("incidents.title")} className="space-y-3" data-incidents>
      {incidents.map((incident) => (
        <IncidentCard key={incident.view.slug} incident={incident} />
      ))}
    </ul>
  );
}

function IncidentCard({ incident }: { incident: Incident }) {
  const t = useTranslations();
  const { view, cause, since, alerts, findings, below } = incident;
  const { status } = useStatus(view);
  const acknowledge = useAcknowledge();
  const { box, mark } = causeBox(cause);
  return (
    <li data-incident={view.slug} className={cn("space-y-3 rounded-card border p-4 text-14", box)}>
      <div className="flex items-start gap-3">
        <Icon name="triangle-alert" className={cn("mt-1 size-5 shrink-0", mark)} />
        <div className="min-w-0 flex-1">
          <h2 className="flex flex-wrap items-center gap-x-3 gap-y-1 text-16 font-semibold">
            <Link href={`/views/${encodeURIComponent(view.slug)}`} className="hover:underline">
              {view.title}
            </Link>
            <StatusBadge status={status} />
          </h2>
          <p className="text-ink-soft">
            {view.failures_in_a_row > 0 && t("failures.streak", { count: view.failures_in_a_row })}
            {view.failures_in_a_row > 0 && since && " "}
            {since &&
              t.rich("incidents.since", { time: () => <Timestamp at={since} zone={view.time_zone} /> })}
          </p>
        </div>
      </div>
      {cause && (
        <div>
          <p className="font-medium">{t(`causes.${cause}`)}</p>
          <p className="text-ink-soft">{t(`cures.${cause}`)}</p>
          {view.failures_in_a_row > 0 && view.last_error && (
            <code
              lang="en"
              className="mt-2 block rounded-card bg-sunken px-3 py-2 font-mono text-12 [overflow-wrap:anywhere] whitespace-pre-wrap"
            >
              {view.last_error}
            </code>
          )}
        </div>
      )}
      {hasFailed(view) && <NextTry view={view} />}
      {hasFailed(view) && below.length > 0 && (
        <p>
          {t("incidents.below", {
            count: below.length,
            list: below.slice(0, NAMED).join(", "),
            more: Math.max(0, below.length - NAMED),
          })}
        </p>
      )}
      <Actions view={view} />
      {alerts.length > 0 && (
        <ul className="space-y-2" data-alerts>
          {alerts.map((alert) => (
            <OpenAlert
              key={alert.id}
              alert={alert}
              busy={acknowledge.isPending}
              onSeen={(seen) => acknowledge.mutate({ id: alert.id, seen })}
            />
          ))}
        </ul>
      )}
      {acknowledge.error && <ActionError error={acknowledge.error} />}
      {findings.length > 0 && (
        <ul className="divide-y divide-line">
          {findings.map((finding) => (
            <li key={findingKey(finding)} className="py-2 first:pt-0 last:pb-0">
              <FindingDetails finding={finding} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** When it is tried again by itself, or that it is not. */
function NextTry({ view }: { view: ViewHealth }) {
  const t = useTranslations();
  const now = useNow(10_000);
  const { data } = useSchedules(view.slug);
  if (view.suspended_at) return <p>{t("advice.paused")}</p>;
  if (!view.enabled || view.state === "missing") return <p>{t("incidents.noTry")}</p>;
  const slots = (data?.schedules ?? [])
    .filter(({ enabled, tier }) => enabled && refreshesByClock(tier))
    .flatMap(({ next }) => next)
    .filter((at) => Date.parse(at) > now);
  const next = [...(view.retry_at ? [view.retry_at] : []), ...slots].toSorted(
    (a, b) => Date.parse(a) - Date.parse(b),
  )[0];
  if (!next) return data ? <p>{t("incidents.noTry")}</p> : null;
  return <p>{t.rich("failures.retryAt", { time: () => <Timestamp at={next} zone={view.time_zone} /> })}</p>;
}

/** What to press; how a retry ended is told beside the page, since what is mended leaves it. */
function Actions({ view }: { view: ViewHealth }) {
  const t = useTranslations();
  const { data: me } = useMe();
  const refresh = useRefresh(view.slug);
  const last = useLastRefresh(view.slug);
  const mayRetry = me && (me.may_refresh || (me.may_retry && hasFailed(view)));
  const running = last?.status === "pending" || view.running_refresh_id !== null;
  return (
    <div className="no-print flex flex-wrap gap-2">
      {mayRetry && view.state !== "missing" && (
        <Button
          tone="primary"
          disabled={running}
          aria-label={t("incidents.retryOf", { view: view.title })}
          onClick={() => refresh.mutate({ force: true })}
        >
          <Icon name="refresh-cw" className="size-4" />
          {t(running ? "refresh.running" : "incidents.retry")}
        </Button>
      )}
      {me?.may_operate && view.suspended_at && <ResumeButton view={view} />}
      <Link
        href={`/views/${encodeURIComponent(view.slug)}#definition`}
        aria-label={t("incidents.definitionOf", { view: view.title })}
        className={buttonStyle()}
      >
        {t("incidents.definition")}
      </Link>
    </div>
  );
}
