"use client";

import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { ShallowLink } from "@/components/ui/shallow-link";
import { cn } from "@/lib/cn";
import type { DataColumn, Operator } from "@/lib/contract/data";
import { numberOf } from "@/lib/data/amounts";
import { kindOf, operatorsOf } from "@/lib/data/kinds";
import type { DataSearch } from "@/lib/data/search";

const FIELD = "min-h-11 rounded-card border border-line bg-card px-2 text-14 text-ink sm:min-h-9";

interface Props {
  columns: readonly DataColumn[];
  search: DataSearch;
  path: string;
  /** The column whose filter the view refused. */
  wrong?: string;
}

/** What the rows must fulfil: one condition more, or one less. */
export function FilterBar({ columns, search, path, wrong }: Props) {
  const t = useTranslations();
  const [name, setName] = useState(columns[0]?.name ?? "");
  const [op, setOp] = useState<Operator | null>(null);
  const [value, setValue] = useState("");
  const column = columns.find((each) => each.name === name) ?? columns[0];
  const [notNumber, setNotNumber] = useState(false);
  if (!column) return <Conditions search={search} path={path} wrong={wrong} />;
  const kind = kindOf(column.type);
  const operators = operatorsOf(kind);
  const chosen = operators.find((one) => one === op) ?? operators[0]!;
  const choices = chosen === "is_null" || kind === "boolean";

  const add = (event: FormEvent) => {
    event.preventDefault();
    const typed = choices ? value || "true" : value.trim();
    if (typed === "") return;
    const given = kind === "number" && !choices ? numberOf(typed) : typed;
    setNotNumber(given === null);
    if (given === null) return;
    const next = search.withFilter({ column: column.name, op: chosen, value: given });
    window.history.pushState(null, "", `${path}${next}`);
    setValue("");
  };

  return (
    <div className="no-print space-y-3">
      <form onSubmit={add} className="grid grid-cols-2 gap-2 sm:flex sm:flex-wrap sm:items-center">
        <select
          aria-label={t("data.filter.column")}
          value={column.name}
          onChange={(event) => setName(event.target.value)}
          className={FIELD}
        >
          {columns.map((each) => (
            <option key={each.name}>{each.name}</option>
          ))}
        </select>
        <select
          aria-label={t("data.filter.condition")}
          value={chosen}
          onChange={(event) => setOp(event.target.value as Operator)}
          className={FIELD}
        >
          {operators.map((one) => (
            <option key={one} value={one}>
              {t(`data.operators.${one}`)}
            </option>
          ))}
        </select>
        {choices ? (
          <select
            aria-label={t("data.filter.value")}
            value={value || "true"}
            onChange={(event) => setValue(event.target.value)}
            className={FIELD}
          >
            <option value="true">{t("data.yes")}</option>
            <option value="false">{t("data.no")}</option>
          </select>
        ) : (
          <input
            aria-label={t("data.filter.value")}
            placeholder={t("data.filter.value")}
            type={kind === "date" ? "date" : kind === "timestamp" ? "datetime-local" : "text"}
            inputMode={kind === "number" ? "decimal" : undefined}
            maxLength={400}
            value={value}
            aria-invalid={notNumber || undefined}
            aria-describedby={notNumber ? "data-filter-error" : undefined}
            onChange={(event) => setValue(event.target.value)}
            className={`${FIELD} min-w-0`}
          />
        )}
        <Button type="submit" size="small">
          <Icon name="plus" className="size-4" />
          {t("data.filter.add")}
        </Button>
      </form>
      {notNumber && (
        <p id="data-filter-error" role="alert" className="text-14 text-failed">
          {t("data.filter.notNumber", { column: column.name })}
        </p>
      )}
      <Conditions search={search} path={path} wrong={wrong} />
    </div>
  );
}

function Conditions({ search, path, wrong }: Pick<Props, "search" | "path" | "wrong">) {
  const t = useTranslations();
  if (search.filters.length === 0) return null;
  return (
    <ul aria-label={t("data.filter.active")} className="flex flex-wrap items-center gap-2">
      {search.filters.map(({ column, op, value }, at) => {
        const told = op === "is_null" ? t(value === "true" ? "data.yes" : "data.no") : value;
        const words = `${column} ${t(`data.operators.${op}`)} ${told}`;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same condition may stand twice
          <li key={`${at} ${words}`}>
            <ShallowLink
              href={`${path}${search.withoutFilter(at)}`}
              aria-label={t("data.filter.remove", { condition: words })}
              className={cn(
                "inline-flex min-h-11 max-w-80 items-center gap-2 rounded-pill border bg-sunken px-3 text-14 sm:min-h-8",
                column === wrong ? "border-failed-mark text-failed" : "border-line",
              )}
            >
              <span className="truncate">{words}</span>
              <Icon name="x" className="size-4 shrink-0" />
            </ShallowLink>
            {column === wrong && (
              <p role="alert" className="mt-1 text-12 text-failed" data-wrong-filter={column}>
                {t("data.filter.wrong", { value: told, column })}
              </p>
            )}
          </li>
        );
      })}
      {search.filters.length > 1 && (
        <li>
          <ShallowLink
            href={`${path}${search.withoutFilters()}`}
            className="inline-flex min-h-11 items-center px-2 text-14 underline underline-offset-2 sm:min-h-8"
          >
            {t("data.filter.none")}
          </ShallowLink>
        </li>
      )}
    </ul>
  );
}
