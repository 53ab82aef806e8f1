"use client";

import { useFormatter, useTranslations } from "use-intl";
import { useWords } from "@/components/data/use-words";
import { usePendingWords } from "@/components/health/use-pending-words";
import { Icon } from "@/components/ui/icon";
import { cn } from "@/lib/cn";
import type { ViewHealth } from "@/lib/contract/health";
import type { SlaLevel } from "@/lib/contract/sla";
import { RANGES, type Range } from "@/lib/range";

interface Props {
  level: SlaLevel;
  range: Range;
  windows: Partial<Record<Range, SlaLevel[] | undefined>>;
  health: ViewHealth | null;
}

/** One promise: what it is, whether it was kept over each window, and what is left of its error budget. */
export function LevelRow({ level, range, windows, health }: Props) {
  const t = useTranslations();
  const words = useWords();
  const { money } = usePendingWords();
  const span = level.target_seconds === null ? "" : words.span(level.target_seconds);
  const limit = health?.pending_amount_max ?? null;
  const amount = health && limit !== null ? money(limit, health.pending_currency) : "";
  return (
    <li
      data-level={level.class}
      className="grid grid-cols-3 gap-x-4 gap-y-2 py-3 text-14 lg:grid-cols-[minmax(0,1.6fr)_repeat(3,minmax(0,1fr))_minmax(0,1.6fr)]"
    >
      <div className="col-span-3 lg:col-span-1">
        <p className="font-medium">{t(`sla.classes.${level.class}`, { span, amount })}</p>
        <p className="text-12 text-ink-soft">
          <Observed level={level} />
        </p>
      </div>
      {(Object.keys(RANGES) as Range[]).map((name) => (
        <Kept
          key={name}
          name={name}
          chosen={name === range}
          level={windows[name]?.find((one) => one.class === level.class)}
        />
      ))}
      <div className="col-span-3 lg:col-span-1">
        <Budget level={level} range={range} />
      </div>
    </li>
  );
}

/** Kept or missed, by word, icon and colour, with the share. */
function Kept({ name, chosen, level }: { name: Range; chosen: boolean; level: SlaLevel | undefined }) {
  const t = useTranslations();
  const format = useFormatter();
  const attained = level?.attained ?? null;
  const [icon, tone, word] =
    attained === null
      ? (["circle-dashed", "text-unknown", "nothing"] as const)
      : attained
        ? (["circle-check", "text-fresh", "kept"] as const)
        : (["circle-x", "text-failed", "missed"] as const);
  return (
    <div data-kept={level ? word : undefined} className={cn(!chosen && "opacity-90")}>
      <p className="text-12 text-ink-soft">{t(`ranges.${name}`)}</p>
      {level && (
        <>
          <p className={cn("flex items-center gap-1 font-medium", tone)}>
            <Icon name={icon} className="size-4 shrink-0" />
            {t(`sla.${word}`)}
          </p>
          {level.attained_percent !== null && (
            <p>
              {format.number(level.attained_percent / 100, { style: "percent", maximumFractionDigits: 3 })}{" "}
              <span className="text-12 text-ink-soft">
                {t("sla.promised", {
                  percent: format.number(level.target_percent / 100, {
                    style: "percent",
                    maximumFractionDigits: 3,
                  }),
                })}
              </span>
            </p>
          )}
        </>
      )}
    </div>
  );
}

/** How much of the misses that the target allows is left, and how fast it goes. */
function Budget({ level, range }: { level: SlaLevel; range: Range }) {
  const t = useTranslations();
  const format = useFormatter();
  const { budget_left_percent: left, burn_rate: burn } = level;
  if (left === null || burn === null) return null;
  const overspent = left < 0;
  const low = !overspent && left < 25;
  return (
    <>
      <p className="flex justify-between gap-2 text-12 text-ink-soft">
        <span>{t("sla.budget", { range: t(`ranges.${range}`) })}</span>
        <span className={cn(overspent && "text-failed", low && "text-stale")}>
          {overspent
            ? t("sla.overspent", { times: format.number(burn, { maximumFractionDigits: 1 }) })
            : t("sla.left", {
                percent: format.number(left / 100, { style: "percent", maximumFractionDigits: 0 }),
              })}
        </span>
      </p>
      <div className="mt-1 h-2 overflow-hidden rounded-pill bg-sunken">
        <div
          className={cn(
            "h-full rounded-pill",
            overspent ? "bg-very-stale-mark" : low ? "bg-stale-mark" : "bg-fresh-mark",
          )}
          style={{ width: `${overspent ? 100 : Math.max(0, left)}%` }}
        />
      </div>
    </>
  );
}

/** On how much it was measured, and how long events and refreshes took. */
function Observed({ level }: { level: SlaLevel }) {
  const t = useTranslations();
  const words = useWords();
  if (!level.observed) return t("sla.nothingMeasured");
  const amount =
    level.class === "normal" || level.class === "money"
      ? words.span(Math.round(level.observed))
      : words.count(level.observed);
  const of = t(`sla.observed.${level.class}`, { count: Math.round(level.observed), amount });
  const { p50_ms, p95_ms, p99_ms } = level;
  // Shares of a handful would only repeat one figure.
  if (level.observed < 5 || p50_ms === null || p95_ms === null || p99_ms === null) return of;
  return `${of} · ${t("sla.percentiles", {
    p50: words.duration(p50_ms),
    p95: words.duration(p95_ms),
    p99: words.duration(p99_ms),
  })}`;
}
