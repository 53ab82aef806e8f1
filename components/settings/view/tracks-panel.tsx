"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Problem } from "@/components/settings/problem";
import { TrackForm } from "@/components/settings/view/track-form";
import { TrackedSource } from "@/components/settings/view/tracked-source";
import { useSettingsChanged } from "@/components/settings/view/use-view-settings";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { call } from "@/lib/client/call";
import type { ClientError } from "@/lib/client/http";
import type { UntrackAnswer } from "@/lib/contract/tracks";
import type { Track, ViewSettings } from "@/lib/contract/view-settings";
import { known, OBSTACLES } from "@/lib/reasons";

/** Whose writes are recorded, so that it is known what the view lacks. */
export function TracksPanel({ settings, admin }: { settings: ViewSettings; admin: boolean }) {
  const t = useTranslations();
  const changed = useSettingsChanged(settings.slug);
  const [adding, setAdding] = useState(false);
  const [asking, setAsking] = useState(false);
  const untrack = useMutation<UntrackAnswer, ClientError>({
    mutationFn: () => call("DELETE /api/v1/mv/tracks", { query: { view: settings.slug } }),
    onSuccess: async () => {
      setAsking(false);
      await changed();
    },
  });
  const end = useMutation<UntrackAnswer, ClientError, Track>({
    mutationFn: ({ source, mapping }) =>
      call("DELETE /api/v1/mv/tracks", { query: { view: settings.slug, source, mapping } }),
    onSuccess: () => changed(),
  });
  const tracked = settings.tracks.filter((track) => track.tracked);
  const obstacle = known(OBSTACLES, settings.untrackable?.code ?? null);
  const facts = settings.untrackable?.detail ?? {};
  const possible = settings.untrackable === null && settings.base_tables.length > 0;

  return (
    <Panel title={t("tracks.title")} note={t("tracks.note")}>
      {obstacle && (
        <Notice tone="info">
          <p>{t("tracks.untrackable")}</p>
          <p className="text-12 text-ink-soft">{t(`tracks.obstacles.${obstacle}`, facts)}</p>
        </Notice>
      )}
      {tracked.length === 0 && possible && <p className="text-14 text-ink-soft">{t("tracks.none")}</p>}
      <ul className="divide-y divide-line">
        {tracked.map((track) => (
          <TrackedSource
            key={`${track.source} ${track.mapping}`}
            track={track}
            keyColumns={settings.key_columns}
            onEnd={admin && track.mapping !== "main" ? () => end.mutate(track) : undefined}
          />
        ))}
      </ul>
      {end.error && <Problem error={end.error} />}
      {settings.live_view && (
        <p className="mt-3 text-14 text-ink-soft">
          {t.rich("tracks.live", {
            name: () => <code className="font-mono text-12 text-ink">{settings.live_view}</code>,
          })}
        </p>
      )}
      {admin && (
        <div className="mt-4 space-y-4">
          {adding && <TrackForm settings={settings} onClose={() => setAdding(false)} />}
          <div className="flex flex-wrap gap-2">
            {possible && !adding && (
              <Button size="small" onClick={() => setAdding(true)}>
                {t("tracks.add")}
              </Button>
            )}
            {tracked.length > 0 && (
              <Button size="small" tone="quiet" onClick={() => setAsking(true)}>
                {t("tracks.stop")}
              </Button>
            )}
          </div>
        </div>
      )}
      {asking && (
        <Confirm
          title={t("tracks.ask", { title: settings.title })}
          action={t("tracks.stop")}
          busy={untrack.isPending}
          onConfirm={() => untrack.mutate()}
          onClose={() => setAsking(false)}
        >
          <p>{t("tracks.lost", { name: settings.live_view ?? "" })}</p>
          {untrack.error && <Problem error={untrack.error} />}
        </Confirm>
      )}
    </Panel>
  );
}
