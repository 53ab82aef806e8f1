"use client";

import { useTranslations } from "use-intl";
import { useView } from "@/components/data/use-health";
import { StatusBadge } from "@/components/health/status-badge";
import { useStatus } from "@/components/health/use-status";
import { BreachTable } from "@/components/service/breach-table";
import { BreachTimeline } from "@/components/service/breach-timeline";
import { LevelRow } from "@/components/service/level-row";
import { Link } from "@/components/ui/link";
import type { ViewHealth } from "@/lib/contract/health";
import type { SlaLevel, ViewSla } from "@/lib/contract/sla";
import { HOUR_MS } from "@/lib/duration";
import { RANGES, type Range } from "@/lib/range";

interface Props {
  view: ViewSla;
  range: Range;
  now: number;
  /** Levels by range, where they have come. */
  windows: Partial<Record<Range, SlaLevel[] | undefined>>;
}

/** The promises for one view, and when they were not kept. */
export function ViewLevels({ view, range, now, windows }: Props) {
  const t = useTranslations();
  const { view: health } = useView(view.slug);
  // As the chart of the ages counts them.
  const told = view.breaches.filter(({ short }) => !short);
  const short = view.breaches.length - told.length;
  return (
    <section
      aria-label={view.title}
      data-sla={view.slug}
      className="rounded-card border border-line bg-card p-4 shadow-card [contain-intrinsic-block-size:auto_28rem] [content-visibility:auto]"
    >
      <div className="mb-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <h2 className="text-16 font-semibold">
          <Link href={`/views/${encodeURIComponent(view.slug)}?range=${range}`} className="hover:underline">
            {view.title}
          </Link>
        </h2>
        {health && <Now view={health} />}
      </div>
      <ul className="divide-y divide-line">
        {view.levels.map((level) => (
          <LevelRow key={level.class} level={level} range={range} windows={windows} health={health ?? null} />
        ))}
      </ul>
      <h3 className="mt-4 text-14 font-semibold">{t("sla.breaches", { count: told.length })}</h3>
      {told.length === 0 ? (
        <p className="mt-1 text-14 text-ink-soft">
          {t(short > 0 ? "sla.noLongBreach" : "sla.noBreach", { range: t(`ranges.in.${range}`) })}
        </p>
      ) : (
        <>
          <BreachTimeline breaches={told} from={now - RANGES[range] * HOUR_MS} now={now} />
          <BreachTable breaches={told} zone={health?.time_zone} />
        </>
      )}
      {short > 0 && <p className="mt-1 text-12 text-ink-soft">{t("sla.short", { count: short })}</p>}
    </section>
  );
}

function Now({ view }: { view: ViewHealth }) {
  const { status } = useStatus(view);
  return <StatusBadge status={status} />;
}
