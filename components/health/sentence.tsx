"use client";

import { useFormatter, useTranslations } from "use-intl";
import { useNow } from "@/components/data/clock";
import { TEXT_TONE } from "@/components/health/tone";
import { useVerdictWords } from "@/components/health/use-verdict-words";
import { Icon } from "@/components/ui/icon";
import { cn } from "@/lib/cn";
import type { ViewHealth } from "@/lib/contract/health";
import { type Status, summarize } from "@/lib/view-status";

const ICONS = {
  reliable: "circle-check",
  incomplete: "triangle-alert",
  late: "clock-alert",
  unverified: "circle-question-mark",
  failing: "circle-x",
  suspended: "circle-pause",
} as const satisfies Record<Status, unknown>;

/** So many views are named with what is the matter; the rest is counted. */
const NAMED = 2;

/** The answer to "can I rely on the numbers?", in one sentence. */
export function Sentence({ views }: { views: readonly ViewHealth[] }) {
  const t = useTranslations();
  const format = useFormatter();
  const words = useVerdictWords();
  const now = useNow();
  const summary = summarize(views, now);
  if (!summary) return <h1 className="text-20 font-semibold sm:text-28">{t("sentence.none")}</h1>;

  const { worst, counts, total, asOf, exceptions } = summary;
  const named = exceptions.length > NAMED + 1 ? exceptions.slice(0, NAMED) : exceptions;
  const list = format.list([
    ...named.map((view) => words.exception(view, now)),
    ...(named.length < exceptions.length
      ? [t("sentence.more", { count: exceptions.length - named.length })]
      : []),
  ]);
  const time = asOf === null ? "" : words.asOf(asOf, now);
  const state =
    exceptions.length === 0
      ? t("sentence.yes", { total, time })
      : counts.unverified > NAMED && counts.unverified === exceptions.length
        ? t("sentence.unverified", { count: counts.unverified, total })
        : t(counts.reliable > 0 ? "sentence.except" : "sentence.no", { list });

  return (
    <h1 className="flex items-start gap-3 text-20 font-semibold sm:text-28" data-verdict={worst}>
      <Icon
        name={ICONS[worst]}
        className={cn(
          "mt-[2px] size-6 shrink-0 sm:size-8",
          worst === "reliable" ? "text-fresh" : TEXT_TONE[worst],
        )}
      />
      <span>{state}</span>
    </h1>
  );
}
