"use client";

import { useTranslations } from "use-intl";
import { useNow } from "@/components/data/clock";
import { Timestamp } from "@/components/data/timestamp";
import { useWords } from "@/components/data/use-words";
import { Icon } from "@/components/ui/icon";
import { cn } from "@/lib/cn";
import type { WaitingEvent } from "@/lib/contract/events";

/** Those that somebody has to see to. */
const STUCK: readonly WaitingEvent["waits_for"][] = ["dead_letter", "resuming", "enabling", "upstream"];

/** What an event waits for, and by when that is due. */
export function WaitsFor({ event, zone }: { event: WaitingEvent; zone?: string }) {
  const t = useTranslations();
  const now = useNow();
  const { waits_for } = event;
  const stuck = STUCK.includes(waits_for);
  return (
    <p className="flex items-start gap-2 pb-1 text-14" data-waits-for={waits_for}>
      <Icon
        name={stuck ? "triangle-alert" : waits_for === "running_refresh" ? "loader" : "circle-dashed"}
        className={cn("mt-[2px] size-4 shrink-0", stuck ? "text-stale" : "text-refreshing")}
      />
      <span>
        {t(`events.waits.${waits_for}`)}
        <span className="text-ink-soft">
          <Due event={event} now={now} zone={zone} />
        </span>
      </span>
    </p>
  );
}

/** How long an event has waited, and what was tried. */
export function Waited({ event: { created_at, attempts, attempts_max } }: { event: WaitingEvent }) {
  const t = useTranslations();
  const words = useWords();
  const now = useNow();
  const waited = Math.max(0, Math.floor((now - Date.parse(created_at)) / 1000));
  return (
    <p className="text-12 text-ink-soft sm:text-right">
      <span className="sm:block">{t("events.waited", { span: words.span(waited) })}</span>{" "}
      {attempts > 0 && <span>{t("events.tried", { count: attempts, max: attempts_max })}</span>}
    </p>
  );
}

/** By when it is brought without anybody's doing. */
function Due({ event, now, zone }: { event: WaitingEvent; now: number; zone?: string }) {
  const t = useTranslations();
  const words = useWords();
  const { waits_for, next_at } = event;
  if (waits_for === "running_refresh" || waits_for === "dead_letter") return null;
  if (waits_for === "resuming" || waits_for === "enabling") return null;
  if (next_at === null) return ` ${t("trace.noSchedule")}`;
  const left = Math.ceil((Date.parse(next_at) - now) / 1000);
  if (left <= 0) return ` ${t("trace.dueNow")}`;
  return (
    <>
      {" "}
      {t.rich("events.latest", {
        time: () => <Timestamp at={next_at} zone={zone} />,
        span: words.span(left),
      })}
    </>
  );
}
