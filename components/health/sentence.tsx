"use client";

import { useFormatter, useTranslations } from "use-intl";
import { useNow } from "@/components/data/clock";
import { useWords } from "@/components/data/use-words";
import { TEXT_TONE } from "@/components/health/tone";
import { Icon } from "@/components/ui/icon";
import { cn } from "@/lib/cn";
import type { ViewHealth } from "@/lib/contract/health";
import { JUST_NOW_SECONDS } from "@/lib/format/age";
import { STATUS_ORDER, type Status, summarize } from "@/lib/view-status";

const ICONS = {
  fresh: "circle-check",
  stale: "clock-alert",
  very_stale: "triangle-alert",
  unknown: "circle-question-mark",
  suspended: "circle-pause",
} as const satisfies Record<Status, unknown>;

const NO_BREAK = "\u00a0";

/** The answer to "is it true?", in one sentence. */
export function Sentence({ views }: { views: readonly ViewHealth[] }) {
  const t = useTranslations();
  const format = useFormatter();
  const words = useWords();
  const now = useNow();
  const summary = summarize(views, now);
  if (!summary) return <h1 className="text-20 font-semibold sm:text-28">{t("sentence.none")}</h1>;

  const { worst, counts, total, oldest, failing } = summary;
  const icon = ICONS[worst];
  const parts = STATUS_ORDER.filter((status) => status !== "fresh")
    .filter((status) => counts[status] > 0)
    .map((status) => t(`sentence.parts.${status}`, { count: counts[status] }));
  const state =
    worst === "fresh"
      ? t("sentence.allFresh", { total })
      : total === 1
        ? t(`sentence.alone.${worst}`)
        : t("sentence.some", { total, parts: format.list(parts) });
  const ageWords =
    oldest === null
      ? t("sentence.noAge")
      : oldest < JUST_NOW_SECONDS
        ? t("sentence.oldestNow", { total })
        : t("sentence.oldest", { total, age: words.age(oldest).replaceAll(" ", NO_BREAK) });

  return (
    <h1 className="flex items-start gap-3 text-20 font-semibold sm:text-28">
      <Icon
        name={icon}
        className={cn(
          "mt-[2px] size-6 shrink-0 sm:size-8",
          worst === "fresh" ? "text-fresh" : TEXT_TONE[worst],
        )}
      />
      <span>
        {state} <span className="text-ink-soft">{ageWords}</span>{" "}
        {failing > 0 && (
          <span className="text-failed">{t("sentence.failing", { total, count: failing })}</span>
        )}
      </span>
    </h1>
  );
}
