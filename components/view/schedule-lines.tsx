"use client";

import { useTranslations } from "use-intl";
import { useNow } from "@/components/data/clock";
import { useScheduleWords } from "@/components/data/use-schedule-words";
import { useSchedules } from "@/components/data/use-schedules";
import type { ViewHealth } from "@/lib/contract/health";
import { refreshesByClock } from "@/lib/tiers";

/** When the clock brings a view's next refreshes, in words and as the next three times. */
export function ScheduleLines({ view }: { view: ViewHealth }) {
  const t = useTranslations();
  const words = useScheduleWords();
  const now = useNow();
  const { data } = useSchedules(view.slug);
  if (!data) return null;
  const running = data.schedules.filter(
    ({ enabled, problem, tier }) => enabled && problem === null && refreshesByClock(tier),
  );
  return (
    <div data-schedules>
      <dt className="text-ink-soft">{t("view.schedule")}</dt>
      {!view.enabled && <dd>{t("view.notScheduled")}</dd>}
      {view.enabled && running.length === 0 && <dd>{t("view.noSchedule")}</dd>}
      {view.enabled &&
        running.map(({ id, words: said, next, time_zone }) => (
          <dd key={id} className="mt-1 first-of-type:mt-0">
            <span className="block first-letter:uppercase">{said?.[words.language]}</span>
            <span className="text-ink-soft">
              {t("schedules.next", { times: next.map((at) => words.slot(at, time_zone, now)).join(" · ") })}
            </span>
          </dd>
        ))}
    </div>
  );
}
