"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useTranslations } from "use-intl";
import { Timestamp } from "@/components/data/timestamp";
import { useWords } from "@/components/data/use-words";
import { AttemptBadge } from "@/components/history/attempt-badge";
import { SkipReason } from "@/components/history/skip-reason";
import { Link } from "@/components/ui/link";
import type { Attempt } from "@/lib/contract/history";

/** Attempts of one view, newest first; each opens its details. */
export function HistoryTable({ attempts, zone }: { attempts: readonly Attempt[]; zone?: string }) {
  const t = useTranslations();
  const words = useWords();
  const pathname = usePathname();
  const params = useSearchParams();
  const runHref = (id: number) => {
    const next = new URLSearchParams(params);
    next.set("run", String(id));
    return `${pathname}?${next}`;
  };

  return (
    <table className="w-full text-left text-14" data-history>
      <caption className="sr-only">{t("table.caption")}</caption>
      <thead className="text-12 text-ink-soft">
        <tr className="border-b border-line [&>th]:py-2 [&>th]:pr-3 [&>th]:font-medium">
          <th scope="col">{t("table.when")}</th>
          <th scope="col">{t("table.status")}</th>
          <th scope="col" className="hidden sm:table-cell">
            {t("table.tier")}
          </th>
          <th scope="col" className="text-right">
            {t("table.took")}
          </th>
          <th scope="col" className="hidden text-right md:table-cell">
            {t("table.rows")}
          </th>
          <th scope="col" className="hidden lg:table-cell">
            {t("table.by")}
          </th>
        </tr>
      </thead>
      <tbody>
        {attempts.map((attempt) => (
          <tr
            key={attempt.id}
            className="border-b border-line last:border-0 hover:bg-sunken [&>td]:py-2 [&>td]:pr-3"
          >
            <td>
              <Link
                href={runHref(attempt.id)}
                scroll={false}
                prefetch={false}
                className="underline-offset-2 hover:underline"
              >
                <Timestamp at={attempt.refresh_started_at} zone={zone} />
              </Link>
            </td>
            <td>
              <AttemptBadge status={attempt.status} />
              {attempt.status === "skipped" && (
                <p className="text-12 text-ink-soft">
                  <SkipReason attempt={attempt} />
                </p>
              )}
              {attempt.cancelled_by && (
                <p className="text-12 text-ink-soft">{t("run.cancelledBy", { who: attempt.cancelled_by })}</p>
              )}
            </td>
            <td className="hidden sm:table-cell">{words.tier(attempt.trigger_type)}</td>
            <td className="text-right whitespace-nowrap">
              {attempt.duration_ms === null ? t("table.nothing") : words.duration(attempt.duration_ms)}
            </td>
            <td className="hidden text-right md:table-cell">
              {attempt.rows_affected === null ? t("table.nothing") : words.count(attempt.rows_affected)}
            </td>
            <td className="hidden text-ink-soft lg:table-cell">{attempt.triggered_by}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
