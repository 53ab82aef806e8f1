"use client";

import { useTranslations } from "use-intl";
import { useScheduleWords } from "@/components/data/use-schedule-words";
import { useRemoveSchedule } from "@/components/data/use-schedules";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import type { Schedule } from "@/lib/contract/schedules";

/** Asks before a schedule goes. */
export function RemoveSchedule({ schedule, onClose }: { schedule: Schedule; onClose: () => void }) {
  const t = useTranslations();
  const words = useScheduleWords();
  const remove = useRemoveSchedule();
  const confirm = () => remove.mutate(schedule.id, { onSuccess: onClose });
  return (
    <Dialog title={t("schedules.removeTitle")} onClose={onClose} className="w-[min(28rem,calc(100vw-2rem))]">
      <p className="text-14">
        {t("schedules.removeWhat", {
          view: schedule.title ?? t("schedules.allViews"),
          tier: words.tier(schedule.tier),
          words: schedule.words?.[words.language] ?? schedule.cron,
        })}
      </p>
      <p className="mt-2 text-14 text-ink-soft">{t("schedules.removeNote")}</p>
      <div aria-live="assertive">
        {remove.error && (
          <Notice tone="bad" className="mt-3">
            {t(`problems.${remove.error.code}`)}
          </Notice>
        )}
      </div>
      <div className="mt-4 flex flex-wrap justify-end gap-2">
        <Button data-first-focus onClick={onClose}>
          {t("schedules.keep")}
        </Button>
        <Button tone="primary" disabled={remove.isPending} onClick={confirm}>
          {t("schedules.removeNow")}
        </Button>
      </div>
    </Dialog>
  );
}
