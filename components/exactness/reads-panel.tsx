"use client";

import { useFormatter, useTranslations } from "use-intl";
import { useAvailability, useCache } from "@/components/exactness/use-exactness";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";

/** How often reads were answered, from where, and how many the cache answered. */
export function ReadsPanel({
  hours,
  titles,
  operates,
}: {
  hours: number;
  titles: ReadonlyMap<string, string>;
  operates: boolean;
}) {
  const t = useTranslations();
  const format = useFormatter();
  const { data } = useAvailability(hours);
  const { data: cache } = useCache(operates);
  const percent = (value: number | null, digits: number) =>
    value === null
      ? t("table.nothing")
      : format.number(value / 100, { style: "percent", maximumFractionDigits: digits });
  const megabytes = (bytes: number) =>
    format.number(bytes / 1_048_576, { style: "unit", unit: "megabyte", maximumFractionDigits: 1 });

  return (
    <Panel title={t("exactness.reads.title")} note={t("exactness.reads.note")}>
      {!data ? (
        <Skeleton className="h-24" />
      ) : (
        <section
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, and the keyboard has to reach that
          tabIndex={0}
          aria-label={t("exactness.reads.table")}
          className="overflow-x-auto"
        >
          <table className="w-full text-14">
            <caption className="sr-only">{t("exactness.reads.title")}</caption>
            <thead className="text-12 text-ink-soft">
              <tr>
                <th scope="col" className="py-2 pr-3 text-left font-medium">
                  {t("failures.view")}
                </th>
                {(["reads", "answered", "mv", "live", "base", "hits"] as const).map((column) => (
                  <th key={column} scope="col" className="px-3 py-2 text-right font-medium">
                    {t(`exactness.reads.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.views.map((view) => (
                <tr key={view.slug} className="border-t border-line">
                  <th scope="row" className="py-2 pr-3 text-left font-medium">
                    {titles.get(view.slug) ?? view.slug}
                  </th>
                  <td className="px-3 py-2 text-right">{format.number(view.reads)}</td>
                  <td
                    className={
                      view.failed > 0
                        ? "px-3 py-2 text-right font-medium text-failed"
                        : "px-3 py-2 text-right"
                    }
                  >
                    {percent(view.percent, 3)}
                  </td>
                  <td className="px-3 py-2 text-right">{format.number(view.from_view)}</td>
                  <td className="px-3 py-2 text-right">{format.number(view.from_live)}</td>
                  <td className="px-3 py-2 text-right">{format.number(view.from_base)}</td>
                  <td className="px-3 py-2 text-right">{percent(view.cache_percent, 1)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {cache && (
        <p className="mt-3 text-14 text-ink-soft" data-cache>
          {t("exactness.reads.cache", {
            percent: percent(cache.hit_percent, 1),
            hits: cache.hits,
            asked: cache.hits + cache.misses,
            pages: cache.entries,
            size: megabytes(cache.bytes),
            max: megabytes(cache.bytes_max),
          })}
        </p>
      )}
    </Panel>
  );
}
