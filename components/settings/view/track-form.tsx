"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Problem } from "@/components/settings/problem";
import { TrackResult } from "@/components/settings/view/track-result";
import { useSettingsChanged } from "@/components/settings/view/use-view-settings";
import { Button } from "@/components/ui/button";
import { SelectField, TextField } from "@/components/ui/field";
import { call } from "@/lib/client/call";
import type { ClientError } from "@/lib/client/http";
import type { BodyOf } from "@/lib/client/request";
import { guessTrack, readTrackForm } from "@/lib/client/track-form";
import type { TrackAnswer } from "@/lib/contract/tracks";
import type { ViewSettings } from "@/lib/contract/view-settings";

const SQL = {
  className: "font-mono",
  autoCapitalize: "none",
  spellCheck: false,
  autoComplete: "off",
} as const;

type NewTrack = BodyOf<"POST /api/v1/mv/tracks">;

/** Tracks a source: first a dry run on real rows, and only what it has shown can be applied. */
export function TrackForm({ settings, onClose }: { settings: ViewSettings; onClose: () => void }) {
  const t = useTranslations();
  const changed = useSettingsChanged(settings.slug);
  const form = useRef<HTMLFormElement>(null);
  const [source, setSource] = useState(settings.base_tables[0]!.source);
  const [way, setWay] = useState<"key" | "lookup">("key");
  const dryRun = useMutation<TrackAnswer, ClientError, NewTrack>({
    mutationFn: (track) => call("POST /api/v1/mv/tracks", { body: { ...track, dry_run: true } }),
  });
  const apply = useMutation<TrackAnswer, ClientError, NewTrack>({
    mutationFn: (body) => call("POST /api/v1/mv/tracks", { body }),
    onSuccess: async () => {
      await changed();
      onClose();
    },
  });
  const guess = guessTrack(settings, source);
  const asked = () => readTrackForm(settings, source, way, new FormData(form.current!));
  const check = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    apply.reset();
    dryRun.mutate(asked());
  };
  // What was shown is no longer what stands here.
  const stale = () => {
    if (!dryRun.isIdle) dryRun.reset();
  };

  return (
    <form
      ref={form}
      onSubmit={check}
      onChange={stale}
      className="space-y-4 rounded-card border border-line p-4"
    >
      <p className="text-12 text-ink-soft">{t("tracks.code")}</p>
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          label={t("settings.fields.source")}
          value={source}
          onChange={(event) => setSource(event.target.value)}
          options={settings.base_tables.map((table) => ({ value: table.source, label: table.source }))}
        />
        <SelectField
          label={t("tracks.way")}
          value={way}
          onChange={(event) => setWay(event.target.value === "lookup" ? "lookup" : "key")}
          options={(["key", "lookup"] as const).map((value) => ({ value, label: t(`tracks.ways.${value}`) }))}
        />
        {way === "key" ? (
          settings.key_columns.map((column, index) => (
            <TextField
              key={`${source} ${column}`}
              name={`key${index}`}
              label={t("tracks.keyOf", { column })}
              hint={t("tracks.keyHint")}
              defaultValue={guess.key[index]}
              required
              {...SQL}
            />
          ))
        ) : (
          <TextField
            name="lookup"
            label={t("settings.fields.lookup")}
            hint={t("tracks.lookupHint")}
            required
            {...SQL}
          />
        )}
        <TextField
          name="mapping"
          label={t("settings.fields.mapping")}
          hint={t("tracks.mappingHint")}
          {...SQL}
        />
        <TextField
          key={`${source} amount`}
          name="amount"
          label={t("settings.fields.amount")}
          hint={t("tracks.optional")}
          defaultValue={guess.amount}
          {...SQL}
        />
        <TextField
          key={`${source} currency`}
          name="currency"
          label={t("settings.fields.currency")}
          hint={t("tracks.currencyHint")}
          defaultValue={guess.currency}
          {...SQL}
        />
        <TextField
          name="reference"
          label={t("settings.fields.reference")}
          hint={t("tracks.referenceHint")}
          {...SQL}
        />
        <TextField
          name="occurred"
          label={t("settings.fields.occurred")}
          hint={t("tracks.occurredHint")}
          {...SQL}
        />
        <TextField
          name="row_key"
          label={t("settings.fields.rowKey")}
          hint={t("tracks.rowKeyHint")}
          {...SQL}
        />
        <TextField
          name="live"
          label={t("settings.fields.live")}
          hint={t("tracks.liveHint")}
          defaultValue={settings.live_name}
          {...SQL}
        />
        <SelectField
          name="trial"
          label={t("settings.fields.trial")}
          options={(["unasked", "always", "never"] as const).map((value) => ({
            value,
            label: t(`tracks.trials.${value}`),
          }))}
        />
      </div>
      <div aria-live="polite" className="space-y-3">
        {dryRun.error && <Problem error={dryRun.error} />}
        {dryRun.data && <TrackResult answer={dryRun.data} />}
        {apply.error && <Problem error={apply.error} />}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" tone={dryRun.data ? "secondary" : "primary"} disabled={dryRun.isPending}>
          {dryRun.isPending ? t("tracks.checking") : t("tracks.dryRun")}
        </Button>
        {dryRun.data && (
          <Button tone="primary" disabled={apply.isPending} onClick={() => apply.mutate(asked())}>
            {t("tracks.apply")}
          </Button>
        )}
        <Button onClick={onClose}>{t("confirm.cancel")}</Button>
      </div>
    </form>
  );
}
