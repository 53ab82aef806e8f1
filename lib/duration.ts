export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };
const SHAPE = /^(?:\d+[smhd])+$/;

/** PostgreSQL keeps durations as four-byte integers. */
const SECONDS_MAX = 2_147_483_647;

/** A text is no duration; the message says what is wrong with it and how to write it. */
export class DurationError extends Error {
  override readonly name = "DurationError";
}

/**
 * Reads a duration as people write it: `90s`, `60m`, `2h`, `1d`, `1h30m`.
 *
 * A number alone is refused, since nobody can tell whether 60 means seconds or minutes.
 *
 * @returns whole seconds, at least 1
 * @throws DurationError
 */
export function parseDuration(text: string): number {
  const given = text.trim().toLowerCase();
  if (/^\d+$/.test(given)) {
    throw new DurationError(`"${given}" has no unit. Write ${given}s, ${given}m or ${given}h`);
  }
  if (!SHAPE.test(given)) {
    throw new DurationError(
      `"${text}" is not a duration. Write a whole number and a unit: 90s, 60m, 2h or 1d`,
    );
  }
  const seconds = [...given.matchAll(/(\d+)([smhd])/g)]
    .map(([, count, unit]) => Number(count) * SECONDS[unit!]!)
    .reduce((sum, part) => sum + part, 0);
  if (seconds < 1) throw new DurationError(`"${text}" is no time at all. Write at least 1s`);
  if (seconds > SECONDS_MAX) throw new DurationError(`"${text}" is too long. Write at most 24855d`);
  return seconds;
}

/** Writes whole seconds the way {@link parseDuration} reads them, in the largest units that fit: 5400 is `1h30m`. */
export function formatDuration(seconds: number): string {
  let rest = Math.max(0, Math.floor(seconds));
  let text = "";
  for (const [unit, size] of Object.entries(SECONDS).reverse()) {
    const count = Math.floor(rest / size);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * size;
  }
  return text || "0s";
}
