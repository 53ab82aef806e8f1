/** How long something took, in the unit that reads best; the words are `duration.<unit>` in the messages. */
export type Duration =
  | { unit: "milliseconds"; value: number }
  | { unit: "seconds"; value: number }
  | { unit: "minutes"; minutes: number; seconds: number };

/** Splits a duration in milliseconds: 850 ms, 1.2 s, 45 s, 2 min 5 s. */
export function splitDuration(milliseconds: number): Duration {
  if (milliseconds < 1000) return { unit: "milliseconds", value: Math.round(milliseconds) };
  const tenths = Math.round(milliseconds / 100) / 10;
  if (tenths < 10) return { unit: "seconds", value: tenths };
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return { unit: "seconds", value: seconds };
  return { unit: "minutes", minutes: Math.floor(seconds / 60), seconds: seconds % 60 };
}
