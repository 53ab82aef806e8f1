"use client";

import { useTranslations } from "use-intl";
import { cn } from "@/lib/cn";
import { HOURLY_CRON, WORKING_HOURS_CRON } from "@/lib/tiers";

/** What most people want, so that nobody has to know cron to have it. */
const PRESETS = {
  hourly: HOURLY_CRON,
  working: WORKING_HOURS_CRON,
  often: "*/5 * * * *",
  nightly: "0 3 * * *",
  weekly: "0 3 * * 1",
} as const;

/** Schedules to start from. */
export function SchedulePresets({ cron, onChoose }: { cron: string; onChoose: (cron: string) => void }) {
  const t = useTranslations();
  return (
    <fieldset>
      <legend className="text-14 font-medium">{t("schedules.presets.label")}</legend>
      <div className="mt-1 flex flex-wrap gap-2">
        {(Object.keys(PRESETS) as (keyof typeof PRESETS)[]).map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={cron === PRESETS[name]}
            onClick={() => onChoose(PRESETS[name])}
            className={cn(
              "min-h-11 rounded-card border px-3 text-14 transition-colors sm:min-h-8",
              cron === PRESETS[name]
                ? "border-line-strong bg-sunken font-medium"
                : "border-line text-ink-soft hover:text-ink",
            )}
          >
            {t(`schedules.presets.${name}`)}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
