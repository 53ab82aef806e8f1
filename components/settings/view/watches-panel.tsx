"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { WatchForm } from "@/components/settings/view/watch-form";
import { WatchRow } from "@/components/settings/view/watch-row";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import type { ViewSettings } from "@/lib/contract/view-settings";

/** Which writes to which tables are high-value movements of a view. */
export function WatchesPanel({ settings, admin }: { settings: ViewSettings; admin: boolean }) {
  const t = useTranslations();
  const [adding, setAdding] = useState(false);
  const watched = settings.tracks.filter(({ threshold }) => threshold !== null);

  return (
    <Panel title={t("watches.title")} note={t("watches.note")}>
      {watched.length === 0 && <p className="text-14 text-ink-soft">{t("watches.none")}</p>}
      <ul className="divide-y divide-line">
        {watched.map((track) => (
          <WatchRow key={track.source} slug={settings.slug} track={track} admin={admin} />
        ))}
      </ul>
      {admin && settings.base_tables.length > 0 && (
        <div className="mt-4">
          {adding ? (
            <WatchForm settings={settings} onDone={() => setAdding(false)} />
          ) : (
            <Button size="small" onClick={() => setAdding(true)}>
              {t("watches.add")}
            </Button>
          )}
        </div>
      )}
    </Panel>
  );
}
