"use client";

import { useTranslations } from "use-intl";
import { Timestamp } from "@/components/data/timestamp";
import { useScheduleWords } from "@/components/data/use-schedule-words";
import type { TroubleshootingAnswer } from "@/lib/contract/troubleshooting";

const OUTCOMES = ["completed", "covered", "failed", "skipped", "nothing_waiting"] as const;

/** What should refresh: schedules with their last slot, jobs of pg_cron, and who was seen driving. */
export function JobList({
  facts,
  titles,
}: {
  facts: TroubleshootingAnswer;
  titles: ReadonlyMap<string, string>;
}) {
  const t = useTranslations();
  const words = useScheduleWords();
  return (
    <details>
      <summary className="font-medium">
        {t("answers.jobs", { count: facts.jobs.length + (facts.cron_jobs?.length ?? 0) })}
      </summary>
      <ul className="mt-2 divide-y divide-line">
        {facts.jobs.map((job) => {
          const outcome = OUTCOMES.find((one) => one === job.last_outcome);
          return (
            <li key={`${job.view} ${job.tier}`} className="py-2">
              <p>
                {`${job.view ? (titles.get(job.view) ?? job.view) : t("schedules.allViews")} · ${words.tier(job.tier)}`}
                {!job.enabled && ` · ${t("schedules.off")}`}
              </p>
              <p className="text-12 text-ink-soft">
                <span className="font-mono">{job.cron}</span>
                {job.last_due_at && outcome
                  ? [
                      " · ",
                      t.rich("schedules.last", {
                        outcome: t(`schedules.outcomes.${outcome}`),
                        driver: job.last_driver ?? "",
                        time: () => <Timestamp key="at" at={job.last_due_at!} zone={job.time_zone} />,
                      }),
                    ]
                  : ` · ${t("answers.neverRan")}`}
              </p>
            </li>
          );
        })}
        {facts.cron_jobs?.map((job) => (
          <li key={job.name} className="py-2">
            <p className="[overflow-wrap:anywhere]">{`pg_cron · ${job.name}`}</p>
            <p className="text-12 text-ink-soft">
              <span className="font-mono">{job.schedule}</span>
              {job.last_status && ` · ${job.last_status}`}
              {!job.active && ` · ${t("schedules.off")}`}
            </p>
          </li>
        ))}
        {facts.drivers.map((driver) => (
          <li key={driver.name} className="py-2">
            <p className="[overflow-wrap:anywhere]">{driver.name}</p>
            <p className="text-12 text-ink-soft">
              {t.rich("answers.seen", { time: () => <Timestamp at={driver.seen_at} /> })}
              {driver.next_look_at && Date.parse(driver.next_look_at) > Date.parse(facts.now) && (
                <>
                  {" · "}
                  {t.rich("answers.asleep", { time: () => <Timestamp at={driver.next_look_at!} /> })}
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
    </details>
  );
}
