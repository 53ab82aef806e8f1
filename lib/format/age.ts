/** An age in the two units that matter; the words are `age.<unit>` in the messages. */
export type Age =
  | { unit: "now" }
  | { unit: "seconds"; seconds: number }
  | { unit: "minutes"; minutes: number }
  | { unit: "hours"; hours: number; minutes: number }
  | { unit: "days"; days: number; hours: number };

/** Below this many seconds, data is as of just now. */
export const JUST_NOW_SECONDS = 10;

/** Splits an age in seconds. Rounds down: an age never looks older than it is, nor a limit reached before it is. */
export function splitAge(seconds: number): Age {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < JUST_NOW_SECONDS) return { unit: "now" };
  if (whole < 60) return { unit: "seconds", seconds: whole };
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return { unit: "minutes", minutes };
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return { unit: "hours", hours, minutes: minutes % 60 };
  return { unit: "days", days: Math.floor(hours / 24), hours: hours % 24 };
}
