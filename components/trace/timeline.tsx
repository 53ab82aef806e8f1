"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useNow } from "@/components/data/clock";
import { Timestamp } from "@/components/data/timestamp";
import { useWords } from "@/components/data/use-words";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { cn } from "@/lib/cn";
import type { Traced, TraceStep } from "@/lib/contract/trace";

/** The way of a payment from the till into the view, top to bottom: what happened, and what it waits for. */
export function Timeline({ traced, view, zone }: { traced: Traced; view: string; zone?: string }) {
  const t = useTranslations();
  const done = traced.before_log ? traced.steps.filter(({ step }) => BEFORE.includes(step)) : traced.steps;
  return (
    <ol aria-label={t("trace.timeline")} className="mt-4">
      {done.map((step, index) => (
        <Station
          key={step.step}
          done
          last={traced.visible && !traced.before_log && index === done.length - 1}
        >
          <p className="flex flex-wrap items-baseline gap-x-3">
            <span className="font-medium">{t(`trace.steps.${step.step}`)}</span>
            <span className="text-ink-soft">
              <Timestamp at={step.at} zone={zone} />
            </span>
            <Delay step={step} />
          </p>
          {step.step === "refresh_started" && <Run traced={traced} view={view} />}
        </Station>
      ))}
      {traced.before_log && (
        <Station done last>
          <p className="font-medium">{t("trace.steps.visible")}</p>
          <p className="text-ink-soft">{t("trace.beforeLog")}</p>
        </Station>
      )}
      {traced.waits_for && <Awaited traced={traced} zone={zone} />}
    </ol>
  );
}

const BEFORE: readonly TraceStep["step"][] = ["paid", "captured", "queued"];

function Station({ done, last, children }: { done?: boolean; last?: boolean; children: ReactNode }) {
  return (
    <li className="relative flex gap-3 pb-4 text-14 last:pb-0">
      {!last && <span aria-hidden className="absolute top-6 bottom-0 left-[9px] w-[2px] bg-line" />}
      <Icon
        name={done ? "circle-check" : "circle-dashed"}
        className={cn("size-5 shrink-0", done ? "text-fresh" : "animate-turn text-refreshing")}
      />
      <div className="min-w-0 flex-1">{children}</div>
    </li>
  );
}

function Delay({ step: { delay_ms } }: { step: TraceStep }) {
  const t = useTranslations();
  const words = useWords();
  if (delay_ms === null || delay_ms < 0) return null;
  const span = delay_ms < 120_000 ? words.duration(delay_ms) : words.age(Math.floor(delay_ms / 1000));
  return <span className="text-12 text-ink-soft">{t("trace.later", { span })}</span>;
}

/** Which refresh brought it, and who asked for that. */
function Run({ traced, view }: { traced: Traced; view: string }) {
  const t = useTranslations();
  const words = useWords();
  if (traced.refresh_id === null) return null;
  return (
    <p className="text-ink-soft">
      <Link
        href={`/views/${encodeURIComponent(view)}?run=${traced.refresh_id}`}
        className="underline underline-offset-2 hover:text-ink"
      >
        {t("run.title", { id: traced.refresh_id })}
      </Link>
      {` · ${words.tier(traced.trigger_type ?? "")} · ${t("trace.by", { driver: traced.driver ?? "" })}`}
    </p>
  );
}

/** What is still to come: what it waits for, when that is due, and since when it waits. */
function Awaited({ traced, zone }: { traced: Traced; zone?: string }) {
  const t = useTranslations();
  const words = useWords();
  const now = useNow();
  const since = traced.steps.find(({ step }) => step === "captured") ?? traced.steps.at(-1);
  const seconds = (from: number, to: number) => Math.max(0, Math.floor((to - from) / 1000));
  const due = traced.next_at ? Date.parse(traced.next_at) : null;
  return (
    <Station last>
      <p className="font-medium" data-waits-for={traced.waits_for}>
        {t(`trace.waits.${traced.waits_for!}`)}
      </p>
      <p className="text-ink-soft">
        {due === null
          ? t("trace.noSchedule")
          : due > now
            ? t.rich("trace.next", {
                time: () => <Timestamp at={traced.next_at!} zone={zone} />,
                span: words.span(seconds(now, due)),
              })
            : t("trace.dueNow")}
        {since && ` ${t("trace.waitsSince", { span: words.span(seconds(Date.parse(since.at), now)) })}`}
      </p>
    </Station>
  );
}
