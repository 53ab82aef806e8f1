"use client";

import { type FormEvent, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { Problem } from "@/components/settings/problem";
import { TimeZoneField } from "@/components/settings/time-zone-field";
import { FeasibilityNote } from "@/components/settings/view/feasibility-note";
import { TargetsField } from "@/components/settings/view/targets-field";
import { useChangeView } from "@/components/settings/view/use-view-settings";
import { Button } from "@/components/ui/button";
import { CheckField, SelectField, TextField } from "@/components/ui/field";
import { readViewForm, type ViewFormErrors } from "@/lib/client/view-form";
import type { FeasibilityQuestion } from "@/lib/contract/feasibility";
import { onLongTransaction, readPolicy, type ViewSettings } from "@/lib/contract/view-settings";
import { formatDuration } from "@/lib/duration";

const COUNT = { inputMode: "numeric", pattern: "[1-9][0-9]{0,3}", required: true } as const;

/** Limits, schedule and reads of a view. Who is no admin reads them. */
export function SettingsForm({ settings, admin }: { settings: ViewSettings; admin: boolean }) {
  const t = useTranslations();
  const change = useChangeView(settings.slug);
  const [errors, setErrors] = useState<ViewFormErrors>({});
  const duration = (name: "sla" | "stale" | "lock" | "run" | "retry", seconds: number, hint?: string) => (
    <TextField
      name={name}
      label={t(`settings.fields.${name}`)}
      hint={hint ?? t("settings.fields.durationHint")}
      error={errors[name] && t(`settings.${errors[name]}`)}
      defaultValue={formatDuration(seconds)}
      required
    />
  );

  const { asked, ask } = useAsked({ sla_seconds: settings.sla_seconds, targets: settings.targets });
  const judge = (event: FormEvent<HTMLFormElement>) => {
    const { change } = readViewForm(new FormData(event.currentTarget));
    if (change) ask({ sla_seconds: change.sla_seconds, targets: change.targets });
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const read = readViewForm(new FormData(event.currentTarget));
    setErrors(read.errors);
    if (read.change) change.mutate(read.change);
  };

  return (
    <form onSubmit={submit} onChange={judge} noValidate={false}>
      <fieldset disabled={!admin || change.isPending} className="space-y-6">
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            name="title"
            label={t("settings.fields.title")}
            defaultValue={settings.title}
            required
            maxLength={200}
          />
          <TimeZoneField
            defaultValue={settings.time_zone}
            error={errors.zone && t(`settings.${errors.zone}`)}
          />
          {duration("sla", settings.sla_seconds)}
          {duration("stale", settings.stale_seconds, t("settings.fields.staleHint"))}
        </div>
        <TargetsField targets={settings.targets} error={errors.targets && t(`settings.${errors.targets}`)} />
        <FeasibilityNote slug={settings.slug} asked={asked} />
        <div className="grid gap-x-4 sm:grid-cols-2">
          <CheckField
            name="enabled"
            label={t("settings.fields.enabled")}
            hint={t("settings.fields.enabledHint")}
            defaultChecked={settings.enabled}
          />
          <CheckField
            name="skip"
            label={t("settings.fields.skip")}
            hint={settings.live_view ? t("settings.fields.skipHint") : t("settings.fields.skipUntracked")}
            defaultChecked={settings.skip_unchanged}
          />
          {(settings.upstreams.length > 0 || settings.follows_upstream) && (
            <CheckField
              name="follows"
              label={t("settings.fields.follows")}
              hint={t("settings.fields.followsHint", { views: settings.upstreams.join(", ") })}
              defaultChecked={settings.follows_upstream}
            />
          )}
        </div>
        <SelectField
          name="policy"
          label={t("settings.fields.policy")}
          hint={t("settings.fields.policyHint")}
          defaultValue={settings.read_policy}
          options={readPolicy.options.map((value) => ({ value, label: t(`settings.policies.${value}`) }))}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            name="money"
            label={t("settings.fields.money")}
            hint={settings.live_view ? t("settings.fields.moneyHint") : t("settings.fields.moneyUntracked")}
            error={errors.money && t(`settings.${errors.money}`)}
            defaultValue={settings.pending_amount_max ?? ""}
            inputMode="decimal"
          />
          <TextField
            name="currency"
            label={t("settings.fields.moneyCurrency")}
            hint={t("settings.fields.moneyCurrencyHint")}
            error={errors.currency && t(`settings.${errors.currency}`)}
            defaultValue={settings.pending_currency ?? ""}
            maxLength={3}
          />
        </div>
        <details>
          <summary className="text-14 font-medium">{t("settings.view.failing")}</summary>
          <div className="mt-4 grid gap-4 sm:grid-cols-2">
            {duration("lock", settings.lock_timeout_ms / 1000, t("settings.fields.lockHint"))}
            <SelectField
              name="holder"
              label={t("settings.fields.holder")}
              hint={t("settings.fields.holderHint")}
              defaultValue={settings.on_long_transaction}
              options={onLongTransaction.options.map((value) => ({
                value,
                label: t(`settings.holders.${value}`),
              }))}
            />
            {duration("run", settings.run_seconds_max, t("settings.fields.runHint"))}
            {duration("retry", settings.retry_seconds, t("settings.fields.retryHint"))}
            <TextField
              name="failures"
              label={t("settings.fields.failures")}
              hint={t("settings.fields.failuresHint")}
              defaultValue={settings.failures_max}
              {...COUNT}
            />
            <TextField
              name="attempts"
              label={t("settings.fields.attempts")}
              hint={t("settings.fields.attemptsHint")}
              defaultValue={settings.event_attempts_max}
              {...COUNT}
            />
          </div>
        </details>
        {admin && (
          <div className="space-y-3">
            <Button type="submit" tone="primary" className="w-full sm:w-auto">
              {change.isPending ? t("settings.saving") : t("settings.save")}
            </Button>
            <div role="status">
              {change.isSuccess && <p className="text-14 text-fresh">{t("settings.saved")}</p>}
              {change.error && <Problem error={change.error} />}
            </div>
          </div>
        )}
      </fieldset>
    </form>
  );
}

const TYPING_MS = 400;

/** What is asked about, once nobody types any more. */
function useAsked(first: FeasibilityQuestion) {
  const [asked, setAsked] = useState(first);
  const [latest, ask] = useState(first);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(latest), TYPING_MS);
    return () => clearTimeout(timer);
  }, [latest]);
  return { asked, ask };
}
