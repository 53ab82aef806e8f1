"use client";

import { useTranslations } from "use-intl";
import { Cell } from "@/components/data-page/cell";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { ShallowLink } from "@/components/ui/shallow-link";
import { cn } from "@/lib/cn";
import type { DataAnswer } from "@/lib/contract/data";
import { kindOf } from "@/lib/data/kinds";
import { newestColumn } from "@/lib/data/newest";
import type { DataSearch } from "@/lib/data/search";

interface Props {
  answer: DataAnswer;
  search: DataSearch;
  path: string;
  title: string;
  /** The rows are those of the question before: greyed until the new ones are here. */
  waiting: boolean;
}

/** Rows as they are, the columns' names leading to another order, each row to where it stands. */
export function DataTable({ answer, search, path, title, waiting }: Props) {
  const t = useTranslations();
  const { columns, rows, view } = answer;
  const traceOf = (row: Record<string, unknown>) => {
    const value = answer.trace_by
      .map((name) => row[name])
      .find((found) => found !== null && found !== undefined);
    return value === undefined ? null : String(value);
  };
  const traceable = answer.trace_by.length > 0;
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, and the keyboard has to reach that
      tabIndex={0}
      aria-label={t("data.rowsOf", { title })}
      className={cn("overflow-x-auto rounded-card border border-line bg-card", waiting && "opacity-60")}
    >
      <table className="w-full border-collapse text-14">
        <caption className="sr-only">{t("data.rowsOf", { title })}</caption>
        <thead>
          <tr className="border-b border-line">
            {traceable && (
              <th scope="col" className="sticky left-0 w-11 bg-card">
                <span className="sr-only">{t("data.trace")}</span>
              </th>
            )}
            {columns.map(({ name, type }) => (
              <Head
                key={name}
                name={name}
                right={kindOf(type) === "number"}
                search={search}
                newest={search.sort === null && newestColumn(columns) === name}
                path={path}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => {
            const reference = traceable ? traceOf(row) : null;
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row of a view has no other name that is surely its own
              <tr key={index} className="border-b border-line last:border-0 hover:bg-sunken">
                {traceable && (
                  <td className="sticky left-0 bg-inherit p-0">
                    {reference && (
                      <Link
                        href={`/trace?${new URLSearchParams({ ref: reference, view })}`}
                        prefetch={false}
                        title={t("data.traceOf", { reference })}
                        className="flex size-11 items-center justify-center bg-card text-ink-soft hover:text-ink sm:size-9"
                      >
                        <Icon name="route" className="size-4" />
                        <span className="sr-only">{t("data.traceOf", { reference })}</span>
                      </Link>
                    )}
                  </td>
                )}
                {columns.map((column) => (
                  <td
                    key={column.name}
                    className={cn(
                      "max-w-80 truncate px-3 py-2 whitespace-nowrap",
                      kindOf(column.type) === "number" && "text-right",
                    )}
                  >
                    <Cell column={column} value={row[column.name]} />
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

/** A column's name: rising, then falling, then as the rows come. */
function Head({
  name,
  right,
  newest,
  search,
  path,
}: {
  name: string;
  right: boolean;
  /** Whether the rows come by it, the newest first, as nobody asked for another order. */
  newest: boolean;
  search: DataSearch;
  path: string;
}) {
  const { sort } = search;
  const mine = sort?.column === name ? sort : newest ? { descending: true } : null;
  const next = mine && !newest ? (mine.descending ? null : `-${name}`) : name;
  return (
    <th
      scope="col"
      aria-sort={mine ? (mine.descending ? "descending" : "ascending") : undefined}
      className={cn(
        "px-3 text-12 font-medium whitespace-nowrap text-ink-soft",
        right ? "text-right" : "text-left",
      )}
    >
      <ShallowLink
        href={`${path}${search.with({ sort: next })}`}
        className={cn(
          "inline-flex min-h-11 items-center gap-1 hover:text-ink sm:min-h-9",
          mine && "text-ink",
        )}
      >
        {name}
        {mine && <Icon name={mine.descending ? "arrow-down" : "arrow-up"} className="size-3" />}
      </ShallowLink>
    </th>
  );
}
