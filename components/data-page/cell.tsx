"use client";

import { useFormatter, useTranslations } from "use-intl";
import { useWords } from "@/components/data/use-words";
import type { DataColumn } from "@/lib/contract/data";
import { kindOf } from "@/lib/data/kinds";
import { isName } from "@/lib/data/sums";

/** One value, written as its type wants it. */
export function Cell({ column, value }: { column: DataColumn; value: unknown }) {
  const t = useTranslations();
  const format = useFormatter();
  const words = useWords();
  if (value === null || value === undefined) {
    return (
      <span className="text-ink-soft">
        <span aria-hidden>–</span>
        <span className="sr-only">{t("data.empty")}</span>
      </span>
    );
  }
  switch (kindOf(column.type)) {
    case "number": {
      // With more digits than the browser counts exactly it comes as a text, and stays as it is.
      if (typeof value !== "number" || isName(column.name)) return String(value);
      const scale = Number(/\(\d+,(\d+)\)/.exec(column.type)?.[1] ?? 0);
      return format.number(value, {
        minimumFractionDigits: scale,
        maximumFractionDigits: Math.max(scale, 6),
      });
    }
    case "timestamp": {
      const timestamp = new Date(String(value));
      if (Number.isNaN(timestamp.getTime())) return String(value);
      return (
        <time dateTime={timestamp.toISOString()} title={words.full(timestamp.getTime())}>
          {format.dateTime(timestamp, DATE_AND_TIME)}
        </time>
      );
    }
    case "boolean":
      return t(value ? "data.yes" : "data.no");
    case "json":
      return JSON.stringify(value);
    default:
      return String(value);
  }
}

const DATE_AND_TIME = {
  year: "numeric",
  month: "short",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
} as const;
