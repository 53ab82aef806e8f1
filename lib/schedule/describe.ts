import cronstrue from "cronstrue";
// One language, not all thirty: the settings page computes its preview in the browser.
import "cronstrue/locales/es";
import { evenStep, fieldValues, isRun } from "./fields";
import { parseSchedule, type Schedule } from "./parse";
import { placeName } from "./place";

export type ScheduleLocale = "es" | "en";

const WORDS = {
  en: {
    days: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
    daily: "daily",
    everyMinute: "every minute",
    everyMinutes: (n: number) => `every ${n} minutes`,
    everyHour: "every hour",
    everyHours: (n: number) => `every ${n} hours`,
    past: (minute: string) => `at :${minute}`,
    at: "at",
  },
  es: {
    days: ["dom", "lun", "mar", "mié", "jue", "vie", "sáb"],
    daily: "diario",
    everyMinute: "cada minuto",
    everyMinutes: (n: number) => `cada ${n} minutos`,
    everyHour: "cada hora",
    everyHours: (n: number) => `cada ${n} horas`,
    past: (minute: string) => `al minuto :${minute}`,
    at: "a las",
  },
} as const;

/**
 * A schedule in words: "every 15 minutes, Mon–Fri 9:00–18:45, Mexico City". A window ends with its last slot.
 *
 * @throws ScheduleError for a schedule that cannot be used
 */
export function describe(schedule: Schedule, locale: ScheduleLocale): string {
  parseSchedule(schedule);
  const sentence = plain(schedule.cron, locale) ?? translated(schedule.cron, locale);
  return `${sentence}, ${placeName(schedule.timeZone, locale)}`;
}

/** The usual shapes, said shortly; null for the others. */
function plain(cron: string, locale: ScheduleLocale): string | null {
  const [minute, hour, day, month, weekday] = cron.trim().split(/\s+/) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const words = WORDS[locale];
  const minutes = fieldValues(minute, 0, 59);
  const hours = fieldValues(hour, 0, 23);
  const days = weekdays(weekday, words.days);
  if (day !== "*" || month !== "*" || !minutes || !hours || days === null) return null;

  const step = evenStep(minutes);
  if (step === null) return null;
  if (step === 60 && hours.length < 24 && !isRun(hours)) return timesOfDay(hours, minutes[0]!, days, locale);
  if (step === 60 && hours.length === 1) return timesOfDay(hours, minutes[0]!, days, locale);
  if (!isRun(hours)) return null;

  const often = step === 1 ? words.everyMinute : step === 60 ? words.everyHour : words.everyMinutes(step);
  const first = clock(hours[0]!, minutes[0]!);
  const last = clock(hours.at(-1)!, minutes.at(-1)!);
  const window = hours.length < 24 ? `${first}–${last}` : "";
  // Round the clock, the minutes say themselves only when they do not begin on the hour.
  const offset = !window && minutes[0] !== 0 ? ` ${words.past(String(minutes[0]).padStart(2, "0"))}` : "";
  return [often + offset, [days, window].filter(Boolean).join(" ")].filter(Boolean).join(", ");
}

function timesOfDay(hours: number[], minute: number, days: string, locale: ScheduleLocale): string {
  const words = WORDS[locale];
  const gap = hours.length > 3 ? 24 / hours.length : Number.NaN;
  if (hours.every((hour, index) => hour === hours[0]! + index * gap)) {
    const from =
      hours[0] || minute ? `${words.at} ${clock(hours[0]!, minute)}–${clock(hours.at(-1)!, minute)}` : "";
    return [words.everyHours(gap), days, from].filter(Boolean).join(", ");
  }
  return `${days || words.daily} ${words.at} ${hours.map((hour) => clock(hour, minute)).join(", ")}`;
}

/** "" for every day, null for what is not said in this short form. */
function weekdays(field: string, names: readonly string[]): string | null {
  if (field === "*") return "";
  const values = fieldValues(field, 0, 7);
  if (!values) return null;
  // Monday first, Sunday (0 or 7) last, as a working week is said.
  const days = [...new Set(values.map((day) => day || 7))].sort((a, b) => a - b);
  const named = days.map((day) => names[day % 7]!);
  if (days.length === 7) return "";
  return days.length > 2 && isRun(days) ? `${named[0]}–${named.at(-1)}` : named.join(", ");
}

function translated(cron: string, locale: ScheduleLocale): string {
  const text = cronstrue.toString(cron, { locale, use24HourTimeFormat: true });
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function clock(hour: number, minute: number): string {
  return `${hour}:${String(minute).padStart(2, "0")}`;
}
