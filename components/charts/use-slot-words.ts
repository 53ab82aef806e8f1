"use client";

import { useTranslations } from "use-intl";
import { useWords } from "@/components/data/use-words";
import type { Slot } from "@/lib/charts/slots";
import { HOUR_MS } from "@/lib/duration";

/** How the bars of a chart are named: by hour, by part of a day, by day. */
export function useSlotWords(slots: readonly Slot[]) {
  const t = useTranslations();
  const words = useWords();
  const hourly = slots.every((slot) => slot.hours === 1);
  const daily = slots.some((slot) => slot.hours > 6);
  const short = (at: number) => (hourly ? words.minute(at) : words.day(at));
  const full = (slot: Slot) =>
    daily
      ? words.day(slot.at)
      : t("charts.span", {
          day: words.day(slot.at),
          from: words.minute(slot.at),
          to: words.minute(slot.at + slot.hours * HOUR_MS),
        });
  return { short, full };
}
