import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DurationError, formatDuration, parseDuration } from "@/lib/duration";

describe("a duration", () => {
  test.each([
    ["90s", 90],
    ["60m", 3600],
    ["2h", 7200],
    ["1d", 86_400],
    ["1h30m", 5400],
    [" 2H ", 7200],
    ["24855d", 2_147_472_000],
  ])("%j is %i seconds", (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  test.each([
    ["60", "has no unit. Write 60s, 60m or 60h"],
    ["", "is not a duration"],
    ["soon", "is not a duration"],
    ["1.5h", "is not a duration"],
    ["-5m", "is not a duration"],
    ["5 m", "is not a duration"],
    ["5w", "is not a duration"],
    ["m", "is not a duration"],
    ["0m", "no time at all"],
    ["99999d", "too long"],
    [`${"9".repeat(400)}h`, "too long"],
  ])("%j is refused: %s", (text, words) => {
    expect(() => parseDuration(text)).toThrow(DurationError);
    expect(() => parseDuration(text)).toThrow(words);
  });

  test("is read as it is written", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_147_483_647 }), (seconds) => {
        expect(parseDuration(formatDuration(seconds))).toBe(seconds);
      }),
    );
    expect(formatDuration(0)).toBe("0s");
  });
});
