import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { costOf } from "@/lib/schedule/cost";
import { describe as inWords } from "@/lib/schedule/describe";
import { latestDue, nextRuns } from "@/lib/schedule/due";
import { parseSchedule, ScheduleError } from "@/lib/schedule/parse";
import { slotsBetween } from "../support/brute-schedule";
import { clockChanges, ZONES } from "../support/zones";

const MEXICO = "America/Mexico_City";
const iso = (dates: Date[]) => dates.map((date) => `${date.toISOString().slice(0, 16)}Z`);

function refusal(cron: string, timeZone = MEXICO): ScheduleError {
  try {
    parseSchedule({ cron, timeZone });
  } catch (error) {
    if (error instanceof ScheduleError) return error;
    throw error;
  }
  throw new Error(`${cron} was accepted`);
}

describe("reading a schedule", () => {
  test.each([
    "61 * * * *",
    "* * * *",
    "0 * * * * *",
    "@hourly",
    "0 0 L * *",
    "0 0 1W * *",
    "0 0 ? * *",
    "0 22-2 * * *",
    "*/0 * * * *",
    "every hour",
    "",
  ])("refuses %j", (cron) => {
    expect(refusal(cron)).toMatchObject({ code: "bad_cron" });
    expect(refusal(cron).message).toContain(`"${cron}"`);
  });

  test("refuses a zone that does not exist", () => {
    expect(refusal("0 * * * *", "Mars/Olympus")).toMatchObject({ code: "bad_time_zone" });
  });

  test("refuses a date that never comes, and takes 29 February", () => {
    expect(refusal("0 0 31 2 *")).toMatchObject({ code: "never_due" });
    expect(() => parseSchedule({ cron: "0 0 29 2 *", timeZone: MEXICO })).not.toThrow();
  });

  test("takes names and loose blanks", () => {
    expect(() => parseSchedule({ cron: "  0  9 *  JAN mon-FRI ", timeZone: MEXICO })).not.toThrow();
  });
});

describe("the latest due slot", () => {
  const latest = (cron: string, now: string, timeZone = MEXICO) =>
    latestDue({ cron, timeZone }, new Date(now))?.toISOString();

  test("is now itself when a slot begins", () => {
    expect(latest("0 * * * *", "2026-05-05T15:00:00Z")).toBe("2026-05-05T15:00:00.000Z");
    expect(latest("0 * * * *", "2026-05-05T14:59:59.999Z")).toBe("2026-05-05T14:00:00.000Z");
  });

  test("is business time: working hours end with the slot of 18:45", () => {
    expect(latest("*/15 9-18 * * 1-5", "2026-05-06T05:00:00Z")).toBe("2026-05-06T00:45:00.000Z");
  });

  test("reaches over a weekend", () => {
    expect(latest("*/15 9-18 * * 1-5", "2026-05-11T14:59:00Z")).toBe("2026-05-09T00:45:00.000Z");
  });
});

describe("clock changes", () => {
  const day = (cron: string, timeZone: string, from: string, count: number) =>
    iso(nextRuns({ cron, timeZone }, new Date(from), count));

  test("Madrid, spring: a daily time that is skipped is due when the clock has jumped", () => {
    expect(day("30 2 * * *", "Europe/Madrid", "2026-03-28T12:00:00Z", 2)).toEqual([
      "2026-03-29T01:00Z",
      "2026-03-30T00:30Z",
    ]);
  });

  test("Madrid, autumn: a daily time that comes twice is due once", () => {
    expect(day("30 2 * * *", "Europe/Madrid", "2026-10-24T12:00:00Z", 2)).toEqual([
      "2026-10-25T00:30Z",
      "2026-10-26T01:30Z",
    ]);
  });

  test("Madrid, autumn: hourly stays hourly through the repeated hour", () => {
    expect(day("0 * * * *", "Europe/Madrid", "2026-10-24T23:30:00Z", 3)).toEqual([
      "2026-10-25T00:00Z",
      "2026-10-25T01:00Z",
      "2026-10-25T02:00Z",
    ]);
  });

  test("New York and Tijuana change on the same day, Mexico City not at all", () => {
    const nine = (timeZone: string) => day("0 9 * * *", timeZone, "2026-03-07T00:00:00Z", 3);
    expect(nine("America/New_York")).toEqual(["2026-03-07T14:00Z", "2026-03-08T13:00Z", "2026-03-09T13:00Z"]);
    expect(nine("America/Tijuana")).toEqual(["2026-03-07T17:00Z", "2026-03-08T16:00Z", "2026-03-09T16:00Z"]);
    expect(nine(MEXICO)).toEqual(["2026-03-07T15:00Z", "2026-03-08T15:00Z", "2026-03-09T15:00Z"]);
  });

  test("Lord Howe, autumn: half an hour comes twice", () => {
    expect(day("0 * * * *", "Australia/Lord_Howe", "2026-04-04T13:30:00Z", 3)).toEqual([
      "2026-04-04T14:00Z",
      "2026-04-04T15:30Z",
      "2026-04-04T16:30Z",
    ]);
  });
});

describe("against stepping through every minute", () => {
  const zones = [
    "Europe/Madrid",
    "America/New_York",
    "America/Tijuana",
    "Australia/Lord_Howe",
    MEXICO,
    "UTC",
  ];
  const crons = [
    "0 * * * *",
    "*/15 9-18 * * 1-5",
    "*/5 * * * *",
    "30 2 * * *",
    "15 1 * * *",
    "0 0 * * *",
    "*/20 1-3 * * *",
    "45 1,2,3 * * 0",
    "10-12 */2 * * *",
    "0 6 1,15 * *",
    "0 6 13 * 5",
  ];
  // Around both clock changes of each zone, and anywhere.
  const changes = ["2026-03-08", "2026-03-29", "2026-04-05", "2026-10-04", "2026-10-25", "2026-11-01"];
  const timestamp = fc.oneof(
    fc
      .tuple(fc.constantFrom(...changes), fc.integer({ min: -2160, max: 2160 }))
      .map(([day, minutes]) => new Date(Date.parse(`${day}T02:00:00Z`) + minutes * 60_000)),
    fc.date({ min: new Date("2020-01-01"), max: new Date("2035-12-31"), noInvalidDate: true }),
  );

  test("the latest slot and the next ones are those of the wall clock", () => {
    const property = fc.property(
      fc.constantFrom(...crons),
      fc.constantFrom(...zones),
      timestamp,
      (cron, timeZone, now) => {
        const schedule = { cron, timeZone };
        const day = 86_400_000;
        const before = slotsBetween(schedule, new Date(now.getTime() - 2 * day), now);
        const after = slotsBetween(schedule, now, new Date(now.getTime() + day));
        if (before.length > 0) expect(latestDue(schedule, now)).toEqual(before.at(-1));
        expect(nextRuns(schedule, now, after.length)).toEqual(after);
      },
    );
    fc.assert(property, { numRuns: 100 });
  });
});

test("looked at every minute while a clock changes, 2020 to 2035, each slot is due once and none is missed", () => {
  const crons = ["*/15 * * * *", "0 * * * *", "30 2 * * *", "45 1 * * *", "0 0-3 * * *", "30 1,2 * * 0"];
  const zones = ZONES.filter((zone) => clockChanges(zone).length > 0);
  const property = fc.property(
    fc.constantFrom(...crons),
    fc.constantFrom(...zones),
    fc.nat(),
    fc.integer({ min: 30, max: 300 }),
    (cron, timeZone, pick, lead) => {
      const changes = clockChanges(timeZone);
      const from = changes[pick % changes.length]!.getTime() - lead * 60_000;
      const to = from + 6 * 3_600_000;
      const claimed: number[] = [];
      for (let now = from + 60_000; now <= to; now += 60_000) {
        const due = latestDue({ cron, timeZone }, new Date(now))?.getTime();
        if (due && due > from && due !== claimed.at(-1)) claimed.push(due);
      }
      const slots = slotsBetween({ cron, timeZone }, new Date(from), new Date(to));
      expect(claimed).toEqual(slots.map((slot) => slot.getTime()));
    },
  );
  fc.assert(property, { numRuns: 25 });
});

describe("in words", () => {
  test.each([
    ["*/15 9-18 * * 1-5", "every 15 minutes, Mon–Fri 9:00–18:45", "cada 15 minutos, lun–vie 9:00–18:45"],
    ["0 9-18 * * 1-5", "every hour, Mon–Fri 9:00–18:00", "cada hora, lun–vie 9:00–18:00"],
    ["0 * * * *", "every hour", "cada hora"],
    ["20 * * * *", "every hour at :20", "cada hora al minuto :20"],
    ["*/5 * * * *", "every 5 minutes", "cada 5 minutos"],
    ["* 8-9 * * *", "every minute, 8:00–9:59", "cada minuto, 8:00–9:59"],
    ["7-59/20 7-10 * * *", "every 20 minutes, 7:07–10:47", "cada 20 minutos, 7:07–10:47"],
    ["30 2 * * *", "daily at 2:30", "diario a las 2:30"],
    ["0 8,20 * * 1", "Mon at 8:00, 20:00", "lun a las 8:00, 20:00"],
    ["0 9 * * 0,6", "Sat, Sun at 9:00", "sáb, dom a las 9:00"],
    ["0 */2 * * *", "every 2 hours", "cada 2 horas"],
    ["0 1-23/6 * * *", "every 6 hours, at 1:00–19:00", "cada 6 horas, a las 1:00–19:00"],
    ["*/15 * * * 5-7", "every 15 minutes, Fri–Sun", "cada 15 minutos, vie–dom"],
  ])("%s", (cron, english, spanish) => {
    expect(inWords({ cron, timeZone: MEXICO }, "en")).toBe(`${english}, Mexico City`);
    expect(inWords({ cron, timeZone: MEXICO }, "es")).toBe(`${spanish}, Ciudad de México`);
  });

  test("leaves the rarer shapes to the library, and names the zone", () => {
    expect(inWords({ cron: "0 0 1,15 * *", timeZone: "Europe/Madrid" }, "en")).toBe(
      "at 00:00, on day 1 and 15 of the month, Madrid",
    );
    expect(inWords({ cron: "0 6 * * mon", timeZone: "America/New_York" }, "es")).toContain("Nueva York");
  });

  test("does not say anything about a schedule that cannot be", () => {
    expect(() => inWords({ cron: "61 * * * *", timeZone: MEXICO }, "en")).toThrow(ScheduleError);
  });
});

describe("what a schedule costs and keeps", () => {
  // A Wednesday, before working hours in Mexico City.
  const now = new Date("2026-11-25T06:30:00Z");
  const zone = "America/Mexico_City";

  test("is told by its busiest day and its longest pause", () => {
    expect(costOf({ cron: "0 * * * *", timeZone: zone }, now)).toEqual({
      ...{ runs: 24, shortest_seconds: 3600, longest_seconds: 3600 },
    });
    const work = costOf({ cron: "*/15 9-18 * * 1-5", timeZone: zone }, now);
    // From Friday 18:45 to Monday 9:00.
    expect(work).toEqual({ runs: 40, shortest_seconds: 900, longest_seconds: 62.25 * 3600 });
  });

  test("is not told of what comes once a week or less", () => {
    expect(costOf({ cron: "0 3 1 * *", timeZone: zone }, now)).toBeNull();
  });
});
