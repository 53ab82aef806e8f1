"use client";

import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { SelectField, TextField } from "@/components/ui/field";
import { EVERY_DAY, targetDays } from "@/lib/client/targets-form";
import type { Target } from "@/lib/contract/targets";
import { formatDuration } from "@/lib/duration";

/** 1 January 2024 was a Monday. */
const MONDAY = Date.UTC(2024, 0, 1);
const OFFICE: Target = {
  seconds: 900,
  weekdays: [1, 2, 3, 4, 5],
  monthdays: null,
  opens: "09:00",
  closes: "18:00",
};

/** How old the data may be at certain times, one row for each: part of the form of a view's settings. */
export function TargetsField({ targets, error }: { targets: Target[]; error?: string }) {
  const t = useTranslations();
  const [rows, setRows] = useState(() => targets.map((target, id) => ({ id, target })));
  const add = () => setRows([...rows, { id: Math.max(-1, ...rows.map(({ id }) => id)) + 1, target: OFFICE }]);

  return (
    <fieldset className="space-y-3">
      <legend className="text-14 font-medium">{t("settings.targets.title")}</legend>
      <p className="text-12 text-ink-soft">{t("settings.targets.note")}</p>
      {rows.map(({ id, target }, n) => (
        <TargetRow
          key={id}
          n={n + 1}
          target={target}
          onRemove={() => setRows(rows.filter((row) => row.id !== id))}
        />
      ))}
      {error && (
        <p role="alert" className="text-12 text-failed">
          {error}
        </p>
      )}
      <Button size="small" onClick={add}>
        {t("settings.targets.add")}
      </Button>
    </fieldset>
  );
}

function TargetRow({ n, target, onRemove }: { n: number; target: Target; onRemove: () => void }) {
  const t = useTranslations();
  const days = useDays(target);
  return (
    <div className="grid grid-cols-2 items-end gap-3 sm:grid-cols-[6rem_minmax(0,1fr)_8rem_8rem_auto]">
      <TextField
        name="target-age"
        label={t("settings.targets.age", { n })}
        defaultValue={formatDuration(target.seconds)}
        required
      />
      <SelectField
        name="target-days"
        label={t("settings.targets.days", { n })}
        defaultValue={targetDays(target)}
        options={days}
      />
      <TextField
        name="target-opens"
        label={t("settings.targets.from", { n })}
        type="time"
        defaultValue={target.opens}
        required
      />
      <TextField
        name="target-closes"
        label={t("settings.targets.to", { n })}
        // A field of that type knows no 24:00: midnight is the next day's.
        type="time"
        defaultValue={target.closes === target.opens ? "" : target.closes.replace("24:00", "00:00")}
      />
      <Button size="small" onClick={onRemove}>
        {t("settings.targets.remove", { n })}
      </Button>
    </div>
  );
}

/** The usual choices of days, and the one that it has. */
function useDays(target: Target) {
  const t = useTranslations();
  const locale = useLocale();
  const weekday = new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" });
  const list = new Intl.ListFormat(locale, { style: "short", type: "conjunction" });
  const nameOf = (day: number) => weekday.format(MONDAY + (day - 1) * 86_400_000);
  const options = [
    { value: EVERY_DAY, label: t("settings.targets.everyDay") },
    { value: "w1,2,3,4,5", label: t("settings.targets.workdays") },
    { value: "w6,7", label: t("settings.targets.weekend") },
    ...[1, 2, 3, 4, 5, 6, 7].map((day) => ({ value: `w${day}`, label: nameOf(day) })),
    { value: "m1", label: t("settings.targets.monthdays", { days: "1" }) },
  ];
  const has = targetDays(target);
  if (options.some(({ value }) => value === has)) return options;
  const { weekdays, monthdays } = target;
  const label = [
    weekdays && list.format(weekdays.map(nameOf)),
    monthdays && t("settings.targets.monthdays", { days: list.format(monthdays.map(String)) }),
  ];
  return [...options, { value: has, label: label.filter(Boolean).join(", ") }];
}
