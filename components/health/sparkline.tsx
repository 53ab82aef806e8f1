"use client";

import { useFormatter, useTranslations } from "use-intl";
import { useBrief } from "@/components/data/use-log";
import type { ViewHealth } from "@/lib/contract/health";

const HOURS = 24;
const HEIGHT = 32;
const STEP = 10;
/** Part of the height at which the target lies, so that what is over it has room to show. */
const TARGET_SHARE = 0.6;

/** The last 24 hours of a view: a bar an hour, as high as its data was old, against its target; and how often it met it. */
export function Sparkline({ view }: { view: ViewHealth }) {
  const t = useTranslations();
  const format = useFormatter();
  const { data } = useBrief();
  const brief = data?.views.find(({ slug }) => slug === view.slug);
  const target = HEIGHT - HEIGHT * TARGET_SHARE;
  const failed = brief?.failed.reduce((sum, n) => sum + n, 0) ?? 0;
  const attained = brief?.attained_percent ?? null;

  return (
    <div data-brief>
      <svg
        aria-hidden
        viewBox={`0 0 ${HOURS * STEP} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="h-8 w-full"
      >
        <line
          x1={0}
          x2={HOURS * STEP}
          y1={target}
          y2={target}
          strokeDasharray="3 3"
          vectorEffect="non-scaling-stroke"
          className="stroke-line-strong"
        />
        {Array.from({ length: HOURS }, (_, hour) => {
          const age = brief?.ages[hour] ?? null;
          const share = age === null ? 0 : Math.min(1, (age / view.sla_seconds) * TARGET_SHARE);
          const high = age === null ? 1 : Math.max(3, share * HEIGHT);
          const over = age !== null && age > view.sla_seconds + 60;
          return (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: the hour is what the bar stands for
              key={hour}
              x={hour * STEP + 1}
              width={STEP - 3}
              y={HEIGHT - high}
              height={high}
              className={
                age === null ? "fill-line" : over ? "fill-very-stale-mark" : "fill-fresh-mark opacity-70"
              }
            />
          );
        })}
      </svg>
      <p className="mt-1 flex flex-wrap justify-between gap-x-3 text-12 text-ink-soft">
        <span>
          {brief &&
            (attained === null
              ? t("card.notObserved")
              : t("card.attained", {
                  percent: format.number(Math.floor(attained * 10) / 1000, {
                    style: "percent",
                    maximumFractionDigits: 1,
                  }),
                  promised: format.number(brief.target_percent / 100, {
                    style: "percent",
                    maximumFractionDigits: 3,
                  }),
                }))}
          {!brief && "\u00a0"}
        </span>
        {failed > 0 && <span className="text-failed">{t("card.failed", { count: failed })}</span>}
      </p>
    </div>
  );
}
