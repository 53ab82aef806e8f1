"use client";

import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { useHealth } from "@/components/data/use-health";
import { DataTable } from "@/components/data-page/data-table";
import { FilterBar } from "@/components/data-page/filter-bar";
import { NoRows, Refused } from "@/components/data-page/no-rows";
import { Pager } from "@/components/data-page/pager";
import { SourceChoice } from "@/components/data-page/source-choice";
import { useData } from "@/components/data-page/use-data";
import { WhereFrom } from "@/components/data-page/where-from";
import { buttonStyle } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { LoadError } from "@/components/ui/load-error";
import { Skeleton } from "@/components/ui/skeleton";
import { dataPath } from "@/lib/client/data";
import type { DataColumn } from "@/lib/contract/data";
import type { Problem } from "@/lib/contract/problem";
import { DataSearch } from "@/lib/data/search";
import { languageOf } from "@/lib/i18n/locale";

/** The column whose filter a problem is about; null where it is about something else. */
function filterOf(problem: Problem): string | null {
  const { parameter } = problem as { parameter?: unknown };
  return typeof parameter === "string" ? (/^filter\[(.+)\]$/s.exec(parameter)?.[1] ?? null) : null;
}

/** The rows of a view, and how far they can be trusted. */
export function DataPage({ slug }: { slug: string }) {
  const t = useTranslations();
  const search = DataSearch.of(useSearchParams());
  const path = `/data/${encodeURIComponent(slug)}`;
  const { data: health } = useHealth();
  const { data, error, refetch, isPlaceholderData } = useData(slug, search.apiQuery);
  const title = health?.views.find((view) => view.slug === slug)?.title ?? slug;
  const answer = data?.answer;
  const retry = () => void refetch();
  const wrongFilter = data?.problem?.code === "bad_parameter" ? filterOf(data.problem) : null;
  // A refusal names no columns: those of the rows before, so that the next filter can be written.
  const [known, setKnown] = useState<readonly DataColumn[]>([]);
  const columns = answer?.columns ?? known;
  if (answer && answer.columns.map(({ name }) => name).join() !== known.map(({ name }) => name).join())
    setKnown(answer.columns);

  return (
    <div className="space-y-4">
      <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <p className="text-14 text-ink-soft">
            <Link href="/data" className="underline underline-offset-2 hover:text-ink">
              {t("data.title")}
            </Link>
          </p>
          <h1 className="text-20 font-semibold sm:text-28">{title}</h1>
        </div>
        <div className="no-print flex flex-wrap gap-2">
          <Link href={`/views/${encodeURIComponent(slug)}`} className={buttonStyle({ size: "small" })}>
            {t("data.toView")}
          </Link>
          <a
            href={dataPath(slug, search.csvQuery(languageOf(useLocale())))}
            download
            className={buttonStyle({ size: "small" })}
          >
            <Icon name="download" className="size-4" />
            {t("data.csv")}
          </a>
        </div>
      </header>
      {!data && error && <LoadError code={error.code} onRetry={retry} />}
      {!data && !error && <Skeleton className="h-96" />}
      {data?.problem && !wrongFilter && (
        <Refused problem={data.problem} slug={slug} path={path} onRetry={retry} />
      )}
      {wrongFilter && (
        <>
          <FilterBar columns={columns} search={search} path={path} wrong={wrongFilter} />
          <p role="status" className="text-14 text-ink-soft">
            {t("data.filter.waits")}
          </p>
        </>
      )}
      {answer && (
        <>
          <div className="flex flex-wrap items-start justify-between gap-4 rounded-card border border-line bg-card p-4 shadow-card">
            <WhereFrom head={answer} />
            <SourceChoice sources={answer.sources} search={search} path={path} />
          </div>
          <FilterBar columns={answer.columns} search={search} path={path} />
          {answer.rows.length === 0 ? (
            <NoRows search={search} path={path} />
          ) : (
            <>
              <DataTable
                answer={answer}
                search={search}
                path={path}
                title={title}
                waiting={isPlaceholderData}
              />
              <Pager answer={answer} search={search} path={path} />
            </>
          )}
        </>
      )}
    </div>
  );
}
