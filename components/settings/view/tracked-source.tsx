"use client";

import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import type { Track } from "@/lib/contract/view-settings";

/** How one tracked source maps to the view, in the SQL that runs at each write. */
export function TrackedSource({
  track,
  keyColumns,
  onEnd,
}: {
  track: Track;
  keyColumns: readonly string[];
  /** Ends this one mapping, where it is a further one and who looks may. */
  onEnd?: (() => void) | undefined;
}) {
  const t = useTranslations();
  const lines = [
    ...(track.key ?? []).map((sql, index) => ({
      label: t("tracks.keyOf", { column: keyColumns[index] ?? `${index + 1}` }),
      sql,
    })),
    { label: t("settings.fields.lookup"), sql: track.lookup },
    { label: t("settings.fields.rowKey"), sql: track.row_key },
    { label: t("settings.fields.amount"), sql: track.amount },
    { label: t("settings.fields.currency"), sql: track.currency },
    { label: t("settings.fields.reference"), sql: track.reference },
    { label: t("settings.fields.occurred"), sql: track.occurred },
  ].filter(({ sql }) => sql !== null);

  return (
    <li
      data-track={track.mapping === "main" ? track.source : `${track.source} ${track.mapping}`}
      className="py-3 first:pt-0 last:pb-0"
    >
      <p className="font-mono text-14 [overflow-wrap:anywhere]">
        {track.source}
        {track.mapping !== "main" && ` · ${track.mapping}`}
      </p>
      <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-12">
        {lines.map(({ label, sql }) => (
          <div key={label} className="contents">
            <dt className="text-ink-soft">{label}</dt>
            <dd className="font-mono">{sql}</dd>
          </div>
        ))}
      </dl>
      {onEnd && (
        <Button size="small" tone="quiet" onClick={onEnd}>
          {t("tracks.endMapping")}
        </Button>
      )}
    </li>
  );
}
