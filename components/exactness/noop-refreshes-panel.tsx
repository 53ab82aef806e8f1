"use client";

import { useFormatter, useTranslations } from "use-intl";
import { useMe } from "@/components/data/use-me";
import { useWords } from "@/components/data/use-words";
import { useSkipUnchanged, useWaste } from "@/components/exactness/use-exactness";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import type { NoopRefreshes, NoopRefreshesAnswer } from "@/lib/contract/reads";
import { isAdmin } from "@/lib/roles";

interface Props {
  hours: number;
  /** Title of a view by its slug. */
  titles: ReadonlyMap<string, string>;
  /** Only this view. */
  view?: string;
}

/** What refreshes cost that changed nothing, and what to do about it. */
export function NoopRefreshesPanel({ hours, titles, view }: Props) {
  const t = useTranslations();
  const { data } = useWaste(hours);
  const views = data?.views.filter(({ slug }) => !view || slug === view);
  const sum = view ? views?.[0] : data?.total;
  return (
    <Panel title={t("exactness.noopRefreshes.title")} note={t("exactness.noopRefreshes.note")}>
      {!views || !sum ? (
        <Skeleton className="h-24" />
      ) : (
        <div className="space-y-4">
          <Sentence sum={sum} />
          <ul className="divide-y divide-line">
            {views.map((each) => (
              <Entry key={each.slug} noopRefreshes={each} title={titles.get(each.slug) ?? each.slug} />
            ))}
          </ul>
        </div>
      )}
    </Panel>
  );
}

/** "41 % of refreshes changed nothing, 3.1 min of database time." */
function Sentence({ sum }: { sum: NoopRefreshesAnswer["total"] }) {
  const t = useTranslations();
  const format = useFormatter();
  const words = useWords();
  if (sum.unchanged_percent === null) {
    return <p className="text-16 font-semibold">{t("exactness.noopRefreshes.uncounted")}</p>;
  }
  return (
    <p className="text-20 font-semibold" data-noop-refreshes>
      {t("exactness.noopRefreshes.sentence", {
        percent: format.number(sum.unchanged_percent / 100, { style: "percent", maximumFractionDigits: 0 }),
        time: words.duration(sum.unchanged_ms),
      })}
    </p>
  );
}

function Entry({ noopRefreshes, title }: { noopRefreshes: NoopRefreshes; title: string }) {
  const t = useTranslations();
  const words = useWords();
  const { refreshes, unchanged, unchanged_ms, skipped } = noopRefreshes;
  return (
    <li className="space-y-2 py-3 text-14">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 className="font-medium">{title}</h3>
        <p className="text-ink-soft">
          {t("exactness.noopRefreshes.counts", { refreshes, unchanged, skipped })}
          {unchanged > 0 && ` · ${words.duration(unchanged_ms)}`}
        </p>
      </div>
      <Advice noopRefreshes={noopRefreshes} />
    </li>
  );
}

function Advice({
  noopRefreshes: { slug, unchanged, tracked, trackable, skip_unchanged },
}: {
  noopRefreshes: NoopRefreshes;
}) {
  const t = useTranslations();
  const { data: me } = useMe();
  const skip = useSkipUnchanged(slug);
  if (skip_unchanged) return <p className="text-14 text-ink-soft">{t("exactness.noopRefreshes.skips")}</p>;
  if (unchanged === 0) return null;
  if (!tracked && !trackable) {
    return <p className="text-14 text-ink-soft">{t("exactness.noopRefreshes.untrackable")}</p>;
  }
  if (!tracked) return <p className="text-14 text-ink-soft">{t("exactness.noopRefreshes.track")}</p>;
  return (
    <Notice tone="info">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p>{t("exactness.noopRefreshes.advice")}</p>
        {isAdmin(me?.role) && (
          <Button size="small" disabled={skip.isPending} onClick={() => skip.mutate()}>
            {t("exactness.noopRefreshes.skip")}
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
