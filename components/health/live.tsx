"use client";

import { useTranslations } from "use-intl";
import { useNow } from "@/components/data/clock";
import { useLive } from "@/components/data/live";
import { useHealth } from "@/components/data/use-health";
import { useWords } from "@/components/data/use-words";
import { cn } from "@/lib/cn";

const MARKS = { live: "bg-fresh-mark", polling: "bg-stale-mark", lost: "bg-failed-mark" } as const;

/** Whether what one sees is kept up to date, and the server's time. */
export function Live() {
  const t = useTranslations();
  const words = useWords();
  const now = useNow();
  const { isError } = useHealth();
  const state = useLive();
  // While it connects, what stands here is a moment old: nothing to tell of.
  const word = isError ? "lost" : state === "live" || state === "connecting" ? "live" : "polling";
  return (
    <p className="flex shrink-0 items-center gap-2 text-14 text-ink-soft lg:mt-2">
      <span aria-hidden className={cn("size-2 rounded-pill", MARKS[word])} />
      <span
        title={word === "polling" ? t("live.pollingWhy") : undefined}
        data-live={isError ? "lost" : state}
      >
        {t(`live.${word}`)}
      </span>
      <span data-clock>
        {words.time(now)} {words.zone(now)}
      </span>
    </p>
  );
}
