"use client";

import { useTranslations } from "use-intl";
import { Timestamp } from "@/components/data/timestamp";
import { useWords } from "@/components/data/use-words";
import { AttemptBadge } from "@/components/history/attempt-badge";
import { Panel } from "@/components/ui/panel";
import { ScheduleLines } from "@/components/view/schedule-lines";
import type { ViewHealth } from "@/lib/contract/health";
import { known, MODE_REASONS } from "@/lib/reasons";

/** How it is kept fresh: by which schedules, the last attempt, how the next one will run, and how long it usually takes. */
export function NextPanel({ view }: { view: ViewHealth }) {
  const t = useTranslations();
  const words = useWords();
  const reason = known(MODE_REASONS, view.next_mode_reason);
  return (
    <Panel title={t("view.how")}>
      <dl className="space-y-3 text-14">
        <ScheduleLines view={view} />
        {view.last_status && view.last_attempt_at && (
          <div>
            <dt className="text-ink-soft">{t("view.lastAttempt")}</dt>
            <dd className="flex flex-wrap items-center gap-x-2">
              <AttemptBadge status={view.last_status} />
              <Timestamp at={view.last_attempt_at} zone={view.time_zone} />
              {view.last_trigger_type && (
                <span className="text-ink-soft">{words.tier(view.last_trigger_type)}</span>
              )}
            </dd>
            {view.last_triggered_by && <dd className="text-12 text-ink-soft">{view.last_triggered_by}</dd>}
          </div>
        )}
        {view.next_mode && (
          <div>
            <dt className="text-ink-soft">{t("view.nextMode")}</dt>
            <dd>{t(`modes.${view.next_mode}`)}</dd>
            {reason && <dd className="text-ink-soft">{t(`modes.${reason}`)}</dd>}
          </div>
        )}
        {view.typical_duration_ms !== null && (
          <div>
            <dt className="text-ink-soft">{t("view.typical")}</dt>
            <dd>{words.duration(view.typical_duration_ms)}</dd>
          </div>
        )}
        {view.oldest_event_at && (
          <div>
            <dt className="text-ink-soft">{t("view.oldestEvent")}</dt>
            <dd>
              <Timestamp at={view.oldest_event_at} zone={view.time_zone} />
            </dd>
          </div>
        )}
        <div>
          <dt className="text-ink-soft">{t("view.thresholds")}</dt>
          <dd>
            {t("view.thresholdsText", {
              fresh: words.span(view.sla_seconds),
              stale: words.span(view.stale_seconds),
            })}
          </dd>
        </div>
      </dl>
    </Panel>
  );
}
