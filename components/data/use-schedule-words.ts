"use client";

import { useMemo } from "react";
import { useFormatter, useLocale, useTranslations } from "use-intl";
import { DAY_MS } from "@/lib/duration";
import type { ScheduleLocale } from "@/lib/schedule/describe";
import { NAMED_TIERS } from "@/lib/tiers";

const DAYS_AHEAD_MS = 6 * DAY_MS;

/** Schedules in the reader's language: tiers, and slots as the clock of the schedule's own zone shows them. */
export function useScheduleWords() {
  const t = useTranslations();
  const format = useFormatter();
  const locale = useLocale();
  return useMemo(() => {
    const language: ScheduleLocale = locale.startsWith("es") ? "es" : "en";
    const tier = (name: string) => {
      const known = NAMED_TIERS.find((one) => one === name);
      return known ? t(`schedules.tiers.${known}`) : name;
    };
    /** "Wed 14:45", with the date where the weekday alone could mean another week. */
    const slot = (at: string | Date, timeZone: string, now: number) => {
      const timestamp = new Date(at);
      return format.dateTime(timestamp, {
        weekday: "short",
        hour: "2-digit",
        minute: "2-digit",
        hourCycle: "h23",
        timeZone,
        ...(timestamp.getTime() - now > DAYS_AHEAD_MS && { day: "numeric", month: "short" }),
      });
    };
    return { language, tier, slot };
  }, [t, format, locale]);
}
