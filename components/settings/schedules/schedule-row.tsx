"use client";

import { useTranslations } from "use-intl";
import { useNow } from "@/components/data/clock";
import { Timestamp } from "@/components/data/timestamp";
import { useScheduleWords } from "@/components/data/use-schedule-words";
import { useSaveSchedule } from "@/components/data/use-schedules";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Notice } from "@/components/ui/notice";
import { cn } from "@/lib/cn";
import type { Schedule } from "@/lib/contract/schedules";

interface Props {
  schedule: Schedule;
  admin: boolean;
  onEdit: () => void;
  onRemove: () => void;
}

const OUTCOMES = ["completed", "covered", "failed", "skipped", "nothing_waiting"] as const;

/** One schedule: what it is for, when in words, when next, how it went last, and what an admin can do. */
export function ScheduleRow({ schedule, admin, onEdit, onRemove }: Props) {
  const t = useTranslations();
  const words = useScheduleWords();
  const now = useNow();
  const save = useSaveSchedule();
  const { id, tier, cron, time_zone, enabled, view_enabled, words: said, next, problem, last } = schedule;
  const name = `${schedule.title ?? t("schedules.allViews")}, ${words.tier(tier)}`;
  const runs = enabled && view_enabled && !problem;
  const outcome = OUTCOMES.find((one) => one === last?.outcome);

  return (
    <li
      data-schedule={id}
      className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 py-3 last:pb-0"
    >
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex flex-wrap items-baseline gap-x-2 text-14">
          <span className="font-medium">{words.tier(tier)}</span>
          <State on={runs}>
            {t(enabled ? (view_enabled ? "schedules.on" : "schedules.viewOff") : "schedules.off")}
          </State>
        </p>
        {said && (
          <p className={cn("text-14 first-letter:uppercase", !runs && "text-ink-soft")}>
            {said[words.language]}
          </p>
        )}
        {problem && <p className="text-14 text-failed">{problem}</p>}
        {next.length > 0 && runs && (
          <p className="text-14 text-ink-soft">
            {t("schedules.next", { times: next.map((at) => words.slot(at, time_zone, now)).join(" · ") })}
          </p>
        )}
        <p className="text-12 text-ink-soft">
          <span className="font-mono">{cron}</span>
          {last && outcome && (
            <>
              {" · "}
              {t.rich("schedules.last", {
                outcome: t(`schedules.outcomes.${outcome}`),
                driver: last.driver,
                time: () => <Timestamp at={last.due_at} zone={time_zone} />,
              })}
            </>
          )}
        </p>
        {save.error && (
          <Notice tone="bad" className="mt-2">
            {t(`problems.${save.error.code}`)}
          </Notice>
        )}
      </div>
      {admin && (
        <div className="flex flex-wrap gap-2">
          <Button
            size="small"
            disabled={save.isPending}
            aria-label={t(enabled ? "schedules.switchOffOf" : "schedules.switchOnOf", { name })}
            onClick={() => save.mutate({ id, change: { enabled: !enabled } })}
          >
            {t(enabled ? "schedules.switchOff" : "schedules.switchOn")}
          </Button>
          <Button size="small" aria-label={t("schedules.editOf", { name })} onClick={onEdit}>
            {t("schedules.edit")}
          </Button>
          <Button size="small" tone="quiet" aria-label={t("schedules.removeOf", { name })} onClick={onRemove}>
            {t("schedules.remove")}
          </Button>
        </div>
      )}
    </li>
  );
}

function State({ on, children }: { on: boolean; children: string }) {
  return (
    <span className={cn("inline-flex items-center gap-1", on ? "text-fresh" : "text-ink-soft")}>
      <Icon name={on ? "circle-check" : "circle-pause"} className="size-4 self-center" />
      {children}
    </span>
  );
}
