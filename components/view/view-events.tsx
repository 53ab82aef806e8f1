"use client";

import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { EventList } from "@/components/control/event-list";
import { useEvents } from "@/components/data/use-control";
import { usePendingWords } from "@/components/health/use-pending-words";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { LoadError } from "@/components/ui/load-error";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { VIEW_EVENTS } from "@/lib/client/filters";
import type { WatchedSource } from "@/lib/contract/events";
import type { ViewHealth } from "@/lib/contract/health";

/** As many as the API gives at once. */
const LIMITS = [VIEW_EVENTS, 100, 1000] as const;

/** What waits to be taken in by this view, since when and for what. */
export function ViewEvents({ view }: { view: ViewHealth }) {
  const t = useTranslations();
  const [step, setStep] = useState(0);
  const { data, error, refetch, isPlaceholderData } = useEvents(view.slug, "both", LIMITS[step]);
  const { pending_events: waiting, dead_letter_events: aside, running_refresh_id: running } = view;
  // The stream tells how many there are; which ones has to be asked.
  const told = `${waiting} ${aside} ${running}`;
  const known = useRef(told);
  useEffect(() => {
    if (known.current === told) return;
    known.current = told;
    void refetch();
  }, [told, refetch]);

  const more = waiting + aside - (data?.events.length ?? 0);
  return (
    <Panel
      id="waiting"
      className="flex-1"
      title={t("events.waiting")}
      note={waiting + aside > 0 && t("events.counts", { waiting, aside })}
      aside={
        aside > 0 && (
          <Link
            href="/failures#dead-letters"
            prefetch={false}
            className="text-14 text-ink-soft underline underline-offset-2 hover:text-ink"
          >
            {t("events.toAside")}
          </Link>
        )
      }
    >
      {!data && (error ? <LoadError code={error.code} onRetry={() => void refetch()} /> : <Loading />)}
      {data?.events.length === 0 && <Nothing watched={data.watched} />}
      {data && data.events.length > 0 && <EventList events={data.events} zone={view.time_zone} />}
      {data && data.next_before !== null && more > 0 && step < LIMITS.length - 1 && (
        <Button
          size="small"
          className="no-print mt-3"
          disabled={isPlaceholderData}
          onClick={() => setStep(step + 1)}
        >
          {t("events.more", { count: Math.min(more, LIMITS[step + 1]! - LIMITS[step]!) })}
        </Button>
      )}
      {data && more > 0 && step === LIMITS.length - 1 && !isPlaceholderData && (
        <p className="mt-3 text-14 text-ink-soft">{t("events.andMore", { count: more })}</p>
      )}
    </Panel>
  );
}

function Loading() {
  return (
    <div aria-busy="true" className="space-y-3">
      <Skeleton className="h-10" />
      <Skeleton className="h-10" />
    </div>
  );
}

/** Nothing waits: what would, where anything is watched at all. */
function Nothing({ watched }: { watched: readonly WatchedSource[] }) {
  const t = useTranslations();
  const { money } = usePendingWords();
  if (watched.length === 0) return <p className="text-14 text-ink-soft">{t("events.notWatched")}</p>;
  return (
    <div className="text-14">
      <p>{t("events.none")}</p>
      <ul className="mt-1 text-ink-soft">
        {watched.map(({ source_table, threshold, currency }) => (
          <li key={source_table}>
            {t("events.from", { amount: money(threshold, currency, true), source: source_table })}
          </li>
        ))}
      </ul>
    </div>
  );
}
