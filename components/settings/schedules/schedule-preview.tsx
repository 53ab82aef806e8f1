"use client";

import { useFormatter, useTranslations } from "use-intl";
import { useNow } from "@/components/data/clock";
import { useScheduleWords } from "@/components/data/use-schedule-words";
import { describe } from "@/lib/schedule/describe";
import { nextRuns } from "@/lib/schedule/due";

const TIMES = 3;

/** What a schedule will do, in words and with its next three times, while it is being written. */
export function SchedulePreview({
  cron,
  timeZone,
  valid,
}: {
  cron: string;
  timeZone: string;
  valid: boolean;
}) {
  const t = useTranslations();
  const format = useFormatter();
  const words = useScheduleWords();
  const now = useNow();
  const schedule = { cron, timeZone };
  return (
    <div aria-live="polite" data-preview className="min-h-32 rounded-card bg-sunken p-3 text-14">
      {valid ? (
        <>
          <p className="font-medium first-letter:uppercase">{describe(schedule, words.language)}</p>
          <p className="mt-2 text-ink-soft">{t("schedules.nextThree")}</p>
          <ol>
            {nextRuns(schedule, new Date(now), TIMES).map((at) => (
              <li key={at.toISOString()}>
                <time dateTime={at.toISOString()}>
                  {format.dateTime(at, {
                    weekday: "long",
                    day: "numeric",
                    month: "short",
                    hour: "2-digit",
                    minute: "2-digit",
                    hourCycle: "h23",
                    timeZone,
                    timeZoneName: "short",
                  })}
                </time>
              </li>
            ))}
          </ol>
        </>
      ) : (
        <p className="text-ink-soft">{t("schedules.noPreview")}</p>
      )}
    </div>
  );
}
