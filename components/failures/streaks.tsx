"use client";

import { useTranslations } from "use-intl";
import { ResumeButton } from "@/components/control/resume-button";
import { Timestamp } from "@/components/data/timestamp";
import { useMe } from "@/components/data/use-me";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { causeOf } from "@/lib/causes";
import type { ViewHealth } from "@/lib/contract/health";
import type { Attempt } from "@/lib/contract/history";

interface Props {
  views: readonly ViewHealth[];
  failures: readonly Attempt[];
}

/** Views whose last attempts all failed: since when, why, and what to do. Longest first. */
export function Streaks({ views, failures }: Props) {
  const t = useTranslations();
  const { data: me } = useMe();
  const failing = views
    .filter((view) => view.failures_in_a_row > 0 || view.suspended_at !== null)
    .toSorted((a, b) => b.failures_in_a_row - a.failures_in_a_row);
  if (failing.length === 0) return null;

  return (
    <ul aria-label={t("failures.streaks")} className="space-y-3">
      {failing.map((view) => {
        const cause = causeOf(view.last_error_code);
        const since = failures.filter((f) => f.slug === view.slug)[view.failures_in_a_row - 1];
        return (
          <li
            key={view.slug}
            className="flex flex-wrap items-start gap-3 rounded-card border border-failed-mark bg-failed-tint p-4"
          >
            <Icon name="triangle-alert" className="mt-1 size-5 shrink-0 text-failed" />
            <div className="min-w-0 flex-1 basis-60 text-14">
              <p className="text-16 font-semibold">
                <Link href={`/views/${encodeURIComponent(view.slug)}`} className="hover:underline">
                  {view.title}
                </Link>
                {": "}
                {view.failures_in_a_row === 0 && t("states.suspended")}
                {since
                  ? t.rich("failures.streakSince", {
                      count: view.failures_in_a_row,
                      time: () => <Timestamp at={since.refresh_started_at} zone={view.time_zone} />,
                    })
                  : view.failures_in_a_row > 0 && t("failures.streak", { count: view.failures_in_a_row })}
              </p>
              {view.failures_in_a_row > 0 && (
                <>
                  <p className="mt-1">{t(`causes.${cause}`)}</p>
                  <p className="text-ink-soft">{t(`cures.${cause}`)}</p>
                </>
              )}
              {view.retry_at && (
                <p className="text-ink-soft">
                  {t.rich("failures.retryAt", {
                    time: () => <Timestamp at={view.retry_at!} zone={view.time_zone} />,
                  })}
                </p>
              )}
              {view.suspended_at && <p className="mt-1">{t("advice.paused")}</p>}
            </div>
            {me?.may_operate && view.suspended_at && (
              <div className="ml-auto">
                <ResumeButton view={view} />
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
