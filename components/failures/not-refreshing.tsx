"use client";

import { useTranslations } from "use-intl";
import { Timestamp } from "@/components/data/timestamp";
import { useWords } from "@/components/data/use-words";
import { JobList } from "@/components/failures/job-list";
import { AttemptBadge } from "@/components/history/attempt-badge";
import { SkipReason } from "@/components/history/skip-reason";
import { Notice } from "@/components/ui/notice";
import { causeOf } from "@/lib/causes";
import type { ViewHealth } from "@/lib/contract/health";
import type { TroubleshootingAnswer } from "@/lib/contract/troubleshooting";
import { notRefreshing, type Verdict } from "@/lib/verdicts";

/** "Not refreshing?": what stands in the way now, then what was tried last, and what should have tried. */
export function NotRefreshing({
  views,
  facts,
}: {
  views: readonly ViewHealth[];
  facts: TroubleshootingAnswer;
}) {
  const t = useTranslations();
  const words = useWords();
  const verdicts = notRefreshing(views, facts, Date.parse(facts.now));
  const titles = new Map(views.map((view) => [view.slug, view.title]));
  return (
    <div className="space-y-4 text-14">
      <ul className="space-y-2" data-verdicts>
        {verdicts.map((verdict) => (
          <li key={`${verdict.key} ${verdict.view} ${verdict.who}`} data-verdict={verdict.key}>
            <Notice tone={verdict.tone}>
              <Sentence verdict={verdict} />
            </Notice>
          </li>
        ))}
      </ul>
      <details>
        <summary className="font-medium">{t("answers.attempts", { count: facts.attempts.length })}</summary>
        <ol className="mt-2 divide-y divide-line">
          {facts.attempts.map((attempt) => (
            <li key={attempt.id} className="py-2">
              <p className="flex flex-wrap items-center justify-between gap-x-3">
                <AttemptBadge status={attempt.status} />
                <span className="text-12 text-ink-soft">
                  <Timestamp at={attempt.refresh_started_at} />
                </span>
              </p>
              <p className="text-12 text-ink-soft">
                {titles.get(attempt.slug) ?? attempt.view_name}
                {` · ${words.tier(attempt.trigger_type)} · ${attempt.triggered_by}`}
                {attempt.status === "failed" && ` · ${t(`causes.${causeOf(attempt.error_code)}`)}`}
                {attempt.status === "skipped" && " · "}
                {attempt.status === "skipped" && <SkipReason attempt={attempt} />}
              </p>
            </li>
          ))}
        </ol>
      </details>
      <JobList facts={facts} titles={titles} />
    </div>
  );
}

function Sentence({ verdict }: { verdict: Verdict }) {
  const t = useTranslations();
  const { key, view = "", count = 0, at, who = "", code } = verdict;
  const time = () => (at ? <Timestamp at={at} /> : null);
  const cause = code === undefined ? "" : t(`causes.${causeOf(code)}`);
  return (
    <>
      <p>{t.rich(`answers.verdicts.${key}`, { view, count, who, cause, time })}</p>
      {key === "failing" && <p className="text-ink-soft">{t(`cures.${causeOf(code ?? null)}`)}</p>}
      {(key === "held" || key === "driverSilent" || key === "driverNever") && (
        <p className="text-ink-soft">{t(`answers.cures.${key}`)}</p>
      )}
    </>
  );
}
