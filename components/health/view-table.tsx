"use client";

import { Fragment, useState } from "react";
import { useTranslations } from "use-intl";
import { PaceContext, useNow } from "@/components/data/clock";
import { useWords } from "@/components/data/use-words";
import { Age } from "@/components/health/age";
import { StatusBadge } from "@/components/health/status-badge";
import { usePendingWords } from "@/components/health/use-pending-words";
import { useStatus } from "@/components/health/use-status";
import { ViewCard } from "@/components/health/view-card";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { cn } from "@/lib/cn";
import type { ViewHealth } from "@/lib/contract/health";
import { GROUPINGS, type Grouping, listViews, type Sort } from "@/lib/view-list";
import { STATUS_ORDER, type Status } from "@/lib/view-status";

/** Nobody counts the seconds of 200 rows. */
const PACE_MS = 10_000;
const FIELD = "min-h-11 rounded-card border border-line-strong bg-card px-2 text-14 sm:min-h-9";
const COLUMNS = 6;

/** Many views in a table: sorted, filtered and grouped, each row opening its card. */
export function ViewTable({ views }: { views: readonly ViewHealth[] }) {
  const t = useTranslations();
  const now = useNow(PACE_MS);
  const [sort, setSort] = useState<{ by: Sort; descending: boolean }>({ by: "state", descending: true });
  const [grouping, setGrouping] = useState<Grouping>("none");
  const [only, setOnly] = useState<Status | null>(null);
  const [open, setOpen] = useState<string | null>(null);
  const groups = listViews(views, now, { sort: sort.by, descending: sort.descending, grouping, only });
  const head = (by: Sort, className?: string) => (
    <Head
      by={by}
      className={className}
      sort={sort}
      onSort={() => setSort({ by, descending: sort.by === by ? !sort.descending : by !== "title" })}
    />
  );
  return (
    <>
      <div className="no-print mb-3 flex flex-wrap gap-2">
        <select
          aria-label={t("overview.table.only")}
          value={only ?? ""}
          onChange={(event) => setOnly((event.target.value || null) as Status | null)}
          className={FIELD}
        >
          <option value="">{t("overview.table.allStates")}</option>
          {STATUS_ORDER.map((status) => (
            <option key={status} value={status}>
              {t(`states.${status}`)}
            </option>
          ))}
        </select>
        <select
          aria-label={t("overview.table.group")}
          value={grouping}
          onChange={(event) => setGrouping(event.target.value as Grouping)}
          className={FIELD}
        >
          {GROUPINGS.map((one) => (
            <option key={one} value={one}>
              {t(`overview.table.groups.${one}`)}
            </option>
          ))}
        </select>
      </div>
      <div className="overflow-x-auto rounded-card border border-line bg-card">
        <table className="w-full border-collapse text-14" data-view-table>
          <caption className="sr-only">{t("overview.views")}</caption>
          <thead>
            <tr className="border-b border-line text-left">
              {head("title")}
              {head("state")}
              {head("age")}
              {head("missing", "hidden sm:table-cell")}
              {head("duration", "hidden md:table-cell")}
              <th scope="col" className="w-11">
                <span className="sr-only">{t("overview.table.open")}</span>
              </th>
            </tr>
          </thead>
          <PaceContext value={PACE_MS}>
            {groups.map(({ key, views: members }) => (
              <tbody key={key}>
                {grouping !== "none" && (
                  <tr className="bg-sunken">
                    <th scope="rowgroup" colSpan={COLUMNS} className="px-3 py-2 text-left font-semibold">
                      {grouping === "state" ? t(`states.${key as Status}`) : key} ({members.length})
                    </th>
                  </tr>
                )}
                {members.map((view) => (
                  <Fragment key={view.slug}>
                    <Row
                      view={view}
                      open={open === view.slug}
                      onToggle={() => setOpen(open === view.slug ? null : view.slug)}
                    />
                    {open === view.slug && (
                      <tr>
                        <td colSpan={COLUMNS} className="p-3">
                          <ViewCard view={view} first={false} far={false} whole />
                        </td>
                      </tr>
                    )}
                  </Fragment>
                ))}
              </tbody>
            ))}
          </PaceContext>
        </table>
      </div>
    </>
  );
}

function Head({
  by,
  sort,
  onSort,
  className,
}: {
  by: Sort;
  sort: { by: Sort; descending: boolean };
  onSort: () => void;
  className?: string;
}) {
  const t = useTranslations();
  const mine = sort.by === by;
  return (
    <th
      scope="col"
      aria-sort={mine ? (sort.descending ? "descending" : "ascending") : undefined}
      className={cn("px-3 font-medium", className)}
    >
      <button
        type="button"
        onClick={onSort}
        className={cn(
          "inline-flex min-h-11 items-center gap-1 text-12 hover:text-ink sm:min-h-9",
          mine ? "text-ink" : "text-ink-soft",
        )}
      >
        {t(`overview.table.columns.${by}`)}
        {mine && <Icon name={sort.descending ? "arrow-down" : "arrow-up"} className="size-3" />}
      </button>
    </th>
  );
}

function Row({ view, open, onToggle }: { view: ViewHealth; open: boolean; onToggle: () => void }) {
  const t = useTranslations();
  const words = useWords();
  const pending = usePendingWords();
  const { status } = useStatus(view);
  return (
    <tr
      data-view={open ? undefined : view.slug}
      className="border-b border-line last:border-0 hover:bg-sunken"
    >
      <th scope="row" className="max-w-40 px-3 py-1 text-left font-medium sm:max-w-80">
        <Link
          href={`/views/${encodeURIComponent(view.slug)}`}
          className="block truncate py-2 hover:underline"
          title={view.view_name}
        >
          {view.title}
        </Link>
      </th>
      <td className="px-3">
        <span className="flex items-center gap-1">
          <StatusBadge status={status} className="max-sm:hidden" />
          <StatusBadge status={status} iconOnly className="sm:hidden" />
          {view.running_refresh_id !== null && <StatusBadge status="refreshing" iconOnly />}
        </span>
      </td>
      <td className="px-3 whitespace-nowrap">
        <Age view={view} className="text-14" />
      </td>
      <td className="hidden max-w-80 truncate px-3 text-ink-soft sm:table-cell">
        {view.pending_known
          ? view.pending_transactions > 0
            ? pending.lack(view.pending_transactions, view.pending_amounts)
            : t("overview.table.nothing")
          : t("overview.table.unknown")}
      </td>
      <td className="hidden px-3 whitespace-nowrap text-ink-soft md:table-cell">
        {view.last_duration_ms === null ? "–" : words.duration(view.last_duration_ms)}
      </td>
      <td>
        <button
          type="button"
          aria-expanded={open}
          aria-label={t("overview.table.openOf", { view: view.title })}
          onClick={onToggle}
          className="flex size-11 items-center justify-center text-ink-soft hover:text-ink sm:size-9"
        >
          <Icon name="chevron-right" className={cn("size-4 transition-transform", open && "rotate-90")} />
        </button>
      </td>
    </tr>
  );
}
