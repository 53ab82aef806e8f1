"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { usePendingWords } from "@/components/health/use-pending-words";
import { Problem } from "@/components/settings/problem";
import { useSettingsChanged } from "@/components/settings/view/use-view-settings";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { TextField } from "@/components/ui/field";
import { call } from "@/lib/client/call";
import type { ClientError } from "@/lib/client/http";
import type { Track, ViewSettings } from "@/lib/contract/view-settings";
import type { UnwatchAnswer } from "@/lib/contract/watches";

/** One watched source: from which amount on, and in which currency. */
export function WatchRow({ slug, track, admin }: { slug: string; track: Track; admin: boolean }) {
  const t = useTranslations();
  const { money } = usePendingWords();
  const changed = useSettingsChanged(slug);
  const [editing, setEditing] = useState(false);
  const [asking, setAsking] = useState(false);
  const change = useMutation<ViewSettings, ClientError, { threshold: number; currency?: string }>({
    mutationFn: (body) =>
      call("PATCH /api/v1/mv/watches", { body: { view: slug, source: track.source, ...body } }),
    onSuccess: async (settings) => {
      setEditing(false);
      await changed(settings);
    },
  });
  const remove = useMutation<UnwatchAnswer, ClientError>({
    mutationFn: () => call("DELETE /api/v1/mv/watches", { query: { view: slug, source: track.source } }),
    onSuccess: async () => {
      setAsking(false);
      await changed();
    },
  });
  const amount = money(track.threshold ?? 0, track.threshold_currency, true);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    change.mutate({
      threshold: Number(form.get("threshold")),
      currency: String(form.get("currency")).toUpperCase() || undefined,
    });
  };

  return (
    <li data-watch={track.source} className="space-y-3 py-3 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 text-14">
          <p className="font-mono [overflow-wrap:anywhere]">{track.source}</p>
          <p className="text-ink-soft">{t("watches.from", { amount })}</p>
        </div>
        {admin && !editing && (
          <div className="flex gap-2">
            <Button size="small" onClick={() => setEditing(true)}>
              {t("watches.change")}
            </Button>
            <Button size="small" tone="quiet" onClick={() => setAsking(true)}>
              {t("watches.stop")}
            </Button>
          </div>
        )}
      </div>
      {editing && (
        <form onSubmit={submit} className="grid items-end gap-3 sm:grid-cols-[minmax(0,1fr)_6rem_auto_auto]">
          <TextField
            name="threshold"
            label={t("settings.fields.threshold")}
            type="number"
            min={0}
            step="any"
            defaultValue={track.threshold ?? 0}
            required
          />
          <TextField
            name="currency"
            label={t("settings.fields.currency")}
            defaultValue={track.threshold_currency ?? ""}
            pattern="[A-Za-z]{3}"
            maxLength={3}
            required={track.threshold_currency !== null}
          />
          <Button type="submit" tone="primary" disabled={change.isPending}>
            {t("settings.save")}
          </Button>
          <Button onClick={() => setEditing(false)}>{t("confirm.cancel")}</Button>
        </form>
      )}
      {change.error && (
        <div role="alert">
          <Problem error={change.error} />
        </div>
      )}
      {asking && (
        <Confirm
          title={t("watches.ask", { source: track.source })}
          action={t("watches.stop")}
          busy={remove.isPending}
          onConfirm={() => remove.mutate()}
          onClose={() => setAsking(false)}
        >
          <p>{t("watches.lost")}</p>
          {remove.error && <Problem error={remove.error} />}
        </Confirm>
      )}
    </li>
  );
}
