import type { Target } from "@/lib/contract/targets";
import { parseDuration } from "@/lib/duration";

export const EVERY_DAY = "all";

/** The days of a target as a choice of the form: `all`, `w1,2,3,4,5`, `m1`, or both. */
export function targetDays({ weekdays, monthdays }: Pick<Target, "weekdays" | "monthdays">): string {
  const parts = [weekdays && `w${weekdays}`, monthdays && `m${monthdays}`].filter((part) => part !== null);
  return parts.join(" ") || EVERY_DAY;
}

/** The targets that the form says; null where something in them is wrong. */
export function readTargets(form: FormData): Target[] | null {
  const all = (name: string) => form.getAll(`target-${name}`).map((text) => String(text).trim());
  const [ages, days, opens, closes] = [all("age"), all("days"), all("opens"), all("closes")];
  try {
    return ages.map((age, n) => {
      const from = opens[n]!;
      if (!/^\d\d:\d\d$/.test(from)) throw new Error("no time");
      // From midnight to midnight is a day, and no deadline.
      const to = closes[n] === "00:00" ? "24:00" : closes[n] || from;
      return {
        seconds: parseDuration(age),
        weekdays: listed("w", days[n]!),
        monthdays: listed("m", days[n]!),
        opens: from,
        closes: to,
      };
    });
  } catch {
    return null;
  }
}

function listed(kind: "w" | "m", days: string): number[] | null {
  const part = days.split(" ").find((text) => text.startsWith(kind));
  return part ? part.slice(1).split(",").map(Number) : null;
}
