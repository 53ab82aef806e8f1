"use client";

import { useFormatter, useTranslations } from "use-intl";
import { ActionError } from "@/components/control/action-error";
import { Waited, WaitsFor } from "@/components/control/awaited";
import { Timestamp } from "@/components/data/timestamp";
import { useRetryEvents } from "@/components/data/use-control";
import { useMe } from "@/components/data/use-me";
import { usePendingWords } from "@/components/health/use-pending-words";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import type { WaitingEvent } from "@/lib/contract/events";

interface Props {
  events: readonly WaitingEvent[];
  /** Titles by slug, where events of several views stand together. */
  titles?: ReadonlyMap<string, string>;
  /** Of the business. */
  zone?: string;
}

/** High-impact events that no refresh has taken in yet, by what they wait for; those set aside can be asked for again. */
export function EventList({ events, titles, zone }: Props) {
  const retry = useRetryEvents();
  const kinds = [...new Set(events.map(({ waits_for }) => waits_for))];
  return (
    <div className="space-y-4">
      {kinds.map((kind) => (
        <div key={kind}>
          {/* Where views stand together, all are set aside, and the heading says so. */}
          {!titles && <WaitsFor event={events.find(({ waits_for }) => waits_for === kind)!} zone={zone} />}
          <ul className="divide-y divide-line" data-events={kind}>
            {events
              .filter(({ waits_for }) => waits_for === kind)
              .map((event) => (
                <li
                  key={event.id}
                  className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 py-2 text-14"
                >
                  <Written
                    event={event}
                    title={titles && (titles.get(event.view) ?? event.view)}
                    zone={zone}
                  />
                  <div className="flex items-center gap-3">
                    <Waited event={event} />
                    <Retry event={event} retry={retry} />
                  </div>
                </li>
              ))}
          </ul>
        </div>
      ))}
      <ActionError error={retry.error} />
    </div>
  );
}

function Retry({ event, retry }: { event: WaitingEvent; retry: ReturnType<typeof useRetryEvents> }) {
  const t = useTranslations();
  const format = useFormatter();
  const { data: me } = useMe();
  if (!event.dead_letter_at || !me?.may_operate) return null;
  return (
    <Button
      size="small"
      data-retry={event.id}
      aria-label={t("events.retryOf", { id: format.number(event.id) })}
      disabled={retry.isPending}
      onClick={() => retry.mutate({ ids: [event.id] })}
    >
      {t("events.retry")}
    </Button>
  );
}

/** How much was written, under which folio, where and when. */
function Written({ event, title, zone }: { event: WaitingEvent; title?: string; zone?: string }) {
  const t = useTranslations();
  const { money } = usePendingWords();
  const { reference, source_key, source_table, view } = event;
  return (
    <div className="min-w-0">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="font-medium">
          {event.amount === null
            ? t(`events.noAmount.${event.operation === "request" ? "request" : "other"}`)
            : money(event.amount, event.currency, true)}
        </span>
        {reference && (
          <Link
            href={`/trace?${new URLSearchParams({ ref: reference, view })}`}
            prefetch={false}
            className="underline underline-offset-2 [overflow-wrap:anywhere] hover:text-ink"
          >
            {reference}
          </Link>
        )}
      </p>
      <p className="text-12 text-ink-soft [overflow-wrap:anywhere]">
        {title && `${title} · `}
        {t(`events.operations.${event.operation}`)}
        {source_table && ` · ${source_table} ${source_key ?? ""}`}
        {" · "}
        {t.rich("events.written", { time: () => <Timestamp at={event.created_at} zone={zone} /> })}
      </p>
      {event.last_error && (
        <code className="mt-1 block font-mono text-12 [overflow-wrap:anywhere]">{event.last_error}</code>
      )}
    </div>
  );
}
