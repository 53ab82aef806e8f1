"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Problem } from "@/components/settings/problem";
import { useSettingsChanged } from "@/components/settings/view/use-view-settings";
import { Button } from "@/components/ui/button";
import { SelectField, TextField } from "@/components/ui/field";
import { call } from "@/lib/client/call";
import type { ClientError } from "@/lib/client/http";
import type { BodyOf } from "@/lib/client/request";
import { currencyColumn } from "@/lib/client/track-form";
import type { ViewSettings } from "@/lib/contract/view-settings";
import { HIGH_IMPACT_AMOUNT } from "@/lib/money";

const NUMBERS = /^(numeric|integer|bigint|smallint|real|double precision|money)/;

/** Watches another source: its table, the column with the amount, and from which amount on. */
export function WatchForm({ settings, onDone }: { settings: ViewSettings; onDone: () => void }) {
  const t = useTranslations();
  const changed = useSettingsChanged(settings.slug);
  const [source, setSource] = useState(settings.base_tables[0]!.source);
  const columns = settings.base_tables.find((table) => table.source === source)!.columns;
  const amounts = columns.filter(({ type, primary }) => NUMBERS.test(type) && !primary);
  const names = (list: typeof columns) => list.map(({ name }) => ({ value: name, label: name }));
  const watch = useMutation<ViewSettings, ClientError, BodyOf<"POST /api/v1/mv/watches">>({
    mutationFn: (body) => call("POST /api/v1/mv/watches", { body }),
    onSuccess: async (answer) => {
      await changed(answer);
      onDone();
    },
  });

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name));
    watch.mutate({
      view: settings.slug,
      source,
      amount: text("amount"),
      key: text("key"),
      threshold: Number(text("threshold")),
      currency: text("currency").toUpperCase() || undefined,
      currency_column: text("currency_column") || undefined,
    });
  };

  return (
    <form onSubmit={submit} className="space-y-4 rounded-card border border-line p-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          label={t("settings.fields.source")}
          value={source}
          onChange={(event) => setSource(event.target.value)}
          options={settings.base_tables.map((table) => ({ value: table.source, label: table.source }))}
        />
        <SelectField
          key={`amount of ${source}`}
          name="amount"
          label={t("settings.fields.amountColumn")}
          options={names(amounts.length > 0 ? amounts : columns)}
        />
        <SelectField
          key={`key of ${source}`}
          name="key"
          label={t("settings.fields.keyColumn")}
          defaultValue={(columns.find(({ primary }) => primary) ?? columns[0])?.name}
          options={names(columns)}
        />
        <div className="grid grid-cols-[minmax(0,1fr)_6rem] gap-3">
          <TextField
            name="threshold"
            label={t("settings.fields.threshold")}
            type="number"
            min={0}
            step="any"
            defaultValue={HIGH_IMPACT_AMOUNT}
            required
          />
          <TextField
            name="currency"
            label={t("settings.fields.currency")}
            defaultValue={settings.pending_currency ?? ""}
            pattern="[A-Za-z]{3}"
            maxLength={3}
          />
        </div>
        <SelectField
          key={`currency of ${source}`}
          name="currency_column"
          label={t("settings.fields.currencyColumn")}
          defaultValue={currencyColumn(columns) ?? ""}
          options={[{ value: "", label: t("watches.oneCurrency") }, ...names(columns)]}
        />
      </div>
      <p className="text-12 text-ink-soft">{t("watches.triggers")}</p>
      {watch.error && (
        <div role="alert">
          <Problem error={watch.error} />
        </div>
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" tone="primary" disabled={watch.isPending}>
          {t("watches.add")}
        </Button>
        <Button onClick={onDone}>{t("confirm.cancel")}</Button>
      </div>
    </form>
  );
}
