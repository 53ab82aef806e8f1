"use client";

import { useFormatter, useTranslations } from "use-intl";
import { useMe } from "@/components/data/use-me";
import { useWords } from "@/components/data/use-words";
import { useSkipUnchanged, useWaste } from "@/components/exactness/use-exactness";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import type { Waste, WasteAnswer } from "@/lib/contract/reads";
import { isAdmin } from "@/lib/roles";

interface Props {
  hours: number;
  /** Title of a view by its slug. */
  titles: ReadonlyMap<string, string>;
  /** Only this view. */
  view?: string;
}

/** What refreshes cost that changed nothing, and what to do about it. */
export function WastePanel({ hours, titles, view }: Props) {
  const t = useTranslations();
  const { data } = useWaste(hours);
  const views = data?.views.filter(({ slug }) => !view || slug === view);
  const sum = view ? views?.[0] : data?.total;
  return (
    <Panel title={t("exactness.waste.title")} note={t("exactness.waste.note")}>
      {!views || !sum ? (
        <Skeleton className="h-24" />
      ) : (
        <div className="space-y-4">
          <Sentence sum={sum} />
          <ul className="divide-y divide-line">
            {views.map((each) => (
              <Entry key={each.slug} waste={each} title={titles.get(each.slug) ?? each.slug} />
            ))}
          </ul>
        </div>
      )}
    </Panel>
  );
}

/** "41 % of refreshes changed nothing, 3.1 min of database time." */
function Sentence({ sum }: { sum: WasteAnswer["total"] }) {
  const t = useTranslations();
  const format = useFormatter();
  const words = useWords();
  if (sum.unchanged_percent === null) {
    return <p className="text-16 font-semibold">{t("exactness.waste.uncounted")}</p>;
  }
  return (
    <p className="text-20 font-semibold" data-waste>
      {t("exactness.waste.sentence", {
        percent: format.number(sum.unchanged_percent / 100, { style: "percent", maximumFractionDigits: 0 }),
        time: words.duration(sum.unchanged_ms),
      })}
    </p>
  );
}

function Entry({ waste, title }: { waste: Waste; title: string }) {
  const t = useTranslations();
  const words = useWords();
  const { refreshes, unchanged, unchanged_ms, skipped } = waste;
  return (
    <li className="space-y-2 py-3 text-14">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 className="font-medium">{title}</h3>
        <p className="text-ink-soft">
          {t("exactness.waste.counts", { refreshes, unchanged, skipped })}
          {unchanged > 0 && ` · ${words.duration(unchanged_ms)}`}
        </p>
      </div>
      <Advice waste={waste} />
    </li>
  );
}

function Advice({ waste: { slug, unchanged, tracked, trackable, skip_unchanged } }: { waste: Waste }) {
  const t = useTranslations();
  const { data: me } = useMe();
  const skip = useSkipUnchanged(slug);
  if (skip_unchanged) return <p className="text-14 text-ink-soft">{t("exactness.waste.skips")}</p>;
  if (unchanged === 0) return null;
  if (!tracked && !trackable) {
    return <p className="text-14 text-ink-soft">{t("exactness.waste.untrackable")}</p>;
  }
  if (!tracked) return <p className="text-14 text-ink-soft">{t("exactness.waste.track")}</p>;
  return (
    <Notice tone="info">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p>{t("exactness.waste.advice")}</p>
        {isAdmin(me?.role) && (
          <Button size="small" disabled={skip.isPending} onClick={() => skip.mutate()}>
            {t("exactness.waste.skip")}
          </Button>
        )}
      </div>
      {skip.error && (
        <p role="alert" className="mt-1 text-failed">
          {t(`problems.${skip.error.code}`)}
        </p>
      )}
    </Notice>
  );
}
