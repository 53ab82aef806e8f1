"use client";

import { useTranslations } from "use-intl";
import { Notice } from "@/components/ui/notice";
import type { TrackAnswer } from "@/lib/contract/tracks";
import { known, TRIAL_HINDRANCES } from "@/lib/reasons";

/** What a dry run showed on real rows: whether the mapping is right, and what would be made. */
export function TrackResult({ answer: { check, made } }: { answer: TrackAnswer }) {
  const t = useTranslations();
  const { trial, mappings_missing } = check;
  const doubtful =
    check.rows_not_found > 0 ||
    check.null_keys > 0 ||
    check.keys_unmapped > 0 ||
    mappings_missing.length > 0 ||
    trial.differences.length > 0;
  const lines = [
    t("tracks.check.rows", { checked: check.rows_checked, found: check.rows_found }),
    check.rows_not_found > 0 &&
      t("tracks.check.notFound", {
        count: check.rows_not_found,
        examples: check.not_found
          .map(({ source_key, key }) => `${source_key} → ${key.join(", ")}`)
          .join("; "),
      }),
    check.null_keys > 0 && t("tracks.check.nullKeys", { count: check.null_keys }),
    t("tracks.check.keys", { checked: check.keys_checked, mapped: check.keys_mapped }),
    check.keys_unmapped > 0 &&
      t("tracks.check.unmapped", {
        count: check.keys_unmapped,
        examples: check.unmapped.map((key) => key.join(", ")).join("; "),
      }),
    check.untracked_sources.length > 0 &&
      t("tracks.check.untracked", { tables: check.untracked_sources.join(", ") }),
    ...mappings_missing.map(({ source, needed, mapped }) =>
      t("tracks.check.mappings", { source, needed: needed ?? 0, mapped }),
    ),
    trial.state === "done"
      ? t("tracks.check.trial", { writes: trial.writes, skipped: trial.skipped })
      : t("tracks.check.noTrial", {
          reason: known(TRIAL_HINDRANCES, trial.reason) ?? "other",
          triggers: trial.triggers.join(", "),
        }),
    ...trial.differences.map(({ write, column, row, key, columns }) =>
      t("tracks.check.difference", {
        ...{ write, column: column ?? "", row: row ?? "", key: key.join(", ") },
        columns: columns.join(", "),
      }),
    ),
    t("tracks.check.made", { triggers: made.triggers.length, ledger: made.ledger, live: made.live_view }),
  ].filter((line) => line !== false);

  return (
    <Notice tone={doubtful ? "warning" : "good"}>
      <p className="font-medium">{doubtful ? t("tracks.check.doubtful") : t("tracks.check.good")}</p>
      <ul className="mt-1 list-disc space-y-1 pl-4 [overflow-wrap:anywhere]">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Notice>
  );
}
