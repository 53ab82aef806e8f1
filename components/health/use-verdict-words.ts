"use client";

import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { useWords } from "@/components/data/use-words";
import { usePendingWords } from "@/components/health/use-pending-words";
import type { ViewHealth } from "@/lib/contract/health";
import { statusAt } from "@/lib/view-status";

/** What a verdict says of a view, in the reader's words. */
export function useVerdictWords() {
  const t = useTranslations();
  const words = useWords();
  const pending = usePendingWords();
  return useMemo(() => {
    /** The minute, with the date where it is not today's. */
    const asOf = (timestamp: string, now: number) =>
      words.day(timestamp) === words.day(now)
        ? words.minute(timestamp)
        : t("timestamp.dayAndTime", { day: words.day(timestamp), time: words.minute(timestamp) });
    /** What is the matter with a view that is not reliable, with its name. */
    const exception = (view: ViewHealth, now: number) => {
      const status = statusAt(view, now);
      if (status === "reliable") return view.title;
      const reason = view.reasons.find(({ verdict }) => verdict === status);
      const time = view.data_as_of ? asOf(view.data_as_of, now) : "none";
      const money =
        typeof reason?.amount === "number"
          ? pending.money(reason.amount, typeof reason.currency === "string" ? reason.currency : null)
          : "none";
      const count = view.pending_transactions;
      return t(`sentence.because.${status}`, { view: view.title, time, money, count });
    };
    return { asOf, exception };
  }, [t, words, pending]);
}
