"use client";

import { useMemo } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { splitAge } from "@/lib/format/age";
import { splitDuration } from "@/lib/format/duration";
import { TRIGGER_TYPES } from "@/lib/tiers";

const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;

/** Ages, durations, moments and names in the reader's language and zone. */
export function useWords() {
  const t = useTranslations();
  const format = useFormatter();
  return useMemo(() => {
    const age = (seconds: number) => {
      const split = splitAge(seconds);
      switch (split.unit) {
        case "now":
          return t("age.now");
        case "seconds":
          return t("age.seconds", split);
        case "minutes":
          return t("age.minutes", split);
        case "hours":
          return split.minutes === 0 ? t("age.hours", split) : t("age.hoursMinutes", split);
        case "days":
          return split.hours === 0 ? t("age.days", split) : t("age.daysHours", split);
      }
    };
    const duration = (milliseconds: number) => {
      const split = splitDuration(milliseconds);
      switch (split.unit) {
        case "milliseconds":
          return t("duration.milliseconds", { value: format.number(split.value) });
        case "seconds":
          return t("duration.seconds", { value: format.number(split.value) });
        case "minutes":
          return t("duration.minutes", split);
      }
    };
    /** A span that is a setting or a promise: never "just now". */
    const span = (seconds: number) => (seconds < 60 ? t("age.seconds", { seconds }) : age(seconds));
    const time = (timestamp: string | number) =>
      format.dateTime(new Date(timestamp), { ...CLOCK, second: "2-digit" });
    const minute = (timestamp: string | number) => format.dateTime(new Date(timestamp), CLOCK);
    const day = (timestamp: string | number) =>
      format.dateTime(new Date(timestamp), { day: "numeric", month: "short" });
    const full = (timestamp: string | number, timeZone?: string) =>
      format.dateTime(new Date(timestamp), {
        ...CLOCK,
        weekday: "short",
        day: "numeric",
        month: "short",
        second: "2-digit",
        ...(timeZone ? { timeZone, timeZoneName: "short" } : {}),
      });
    /** The time of day, with the date where it is not today's. */
    const asOf = (timestamp: string | number, now: number) =>
      day(timestamp) === day(now)
        ? time(timestamp)
        : t("timestamp.dayAndTime", { day: day(timestamp), time: minute(timestamp) });
    const tier = (type: string) => {
      const known = TRIGGER_TYPES.find((name) => name === type);
      return known ? t(`tiers.${known}`) : type;
    };
    /** The name of the zone in which times stand, such as GMT-6: on its own, beside a clock. */
    const zone = (timestamp: number) =>
      format.dateTime(new Date(timestamp), { timeZoneName: "short" }).split(/[, ]+/).at(-1)!;
    const count = (value: number) => format.number(value);
    return { age, span, duration, time, minute, day, full, asOf, tier, zone, count };
  }, [t, format]);
}
