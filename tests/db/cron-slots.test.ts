import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { latestDue } from "@/lib/schedule/due";
import { slotsBetween } from "../support/brute-schedule";
import { createDatabase, type TestDatabase } from "../support/database";
import { clockChanges, ZONES } from "../support/zones";

let database: TestDatabase;
const MINUTE = 60_000;

beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

async function latest(cron: string, zone: string, at: Date, after?: Date): Promise<Date | null> {
  const [row] = await database.sql<[{ slot: Date | null }]>`
    select frescura.latest_slot(${cron}, ${zone}, ${at}, ${after ?? null}) as slot`;
  return row.slot;
}

const CRONS = [
  "0 * * * *",
  "*/15 9-18 * * 1-5",
  "*/5 * * * *",
  "30 2 * * *",
  "15 1 * * *",
  "0 0 * * *",
  "*/20 1-3 * * *",
  "45 1,2,3 * * 0",
  "10-12 */2 * * *",
  "5-59/10 0 * jan-jun mon,wed,7",
  "0 6 1,15 * *",
  "0 6 13 * 5",
];

describe("the calendar in SQL", () => {
  test("agrees with the application's, around clock changes and anywhere, 2020 to 2035", async () => {
    const anywhere = fc.tuple(
      fc.constantFrom(...ZONES),
      fc.date({ min: new Date("2020-01-01"), max: new Date("2035-12-31"), noInvalidDate: true }),
    );
    const around = fc
      .tuple(fc.constantFrom(...ZONES), fc.nat(), fc.integer({ min: -90, max: 240 }))
      .filter(([zone]) => clockChanges(zone).length > 0)
      .map(([zone, pick, minutes]) => {
        const changes = clockChanges(zone);
        return [zone, new Date(changes[pick % changes.length]!.getTime() + minutes * MINUTE)] as [
          string,
          Date,
        ];
      });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...CRONS),
        fc.oneof(anywhere, around),
        async (cron, [timeZone, now]) => {
          expect(await latest(cron, timeZone, now)).toEqual(latestDue({ cron, timeZone }, now));
        },
      ),
      { numRuns: 400 },
    );
  });

  test("looked at every minute over a day with a clock change, gives each slot once and misses none", async () => {
    for (const zone of ["Europe/Madrid", "America/New_York", "Australia/Lord_Howe"]) {
      for (const change of clockChanges(zone).filter((at) => at.getUTCFullYear() === 2027)) {
        const from = new Date(change.getTime() - 180 * MINUTE);
        const to = new Date(change.getTime() + 300 * MINUTE);
        for (const cron of ["*/15 * * * *", "0 * * * *", "30 2 * * *", "45 1 * * *"]) {
          const rows = await database.sql<{ slot: Date }[]>`
            select distinct frescura.latest_slot(${cron}, ${zone}, t, t - interval '1 minute') as slot
              from generate_series(${from}::timestamptz + interval '1 minute', ${to}::timestamptz, interval '1 minute') t
             where frescura.latest_slot(${cron}, ${zone}, t, t - interval '1 minute') is not null order by 1`;
          expect(
            rows.map(({ slot }) => slot),
            `${cron} ${zone}`,
          ).toEqual(slotsBetween({ cron, timeZone: zone }, from, to));
        }
      }
    }
  });

  test("looks back as far as it is told, and otherwise as far as it must", async () => {
    const at = new Date("2026-11-25T20:30:30Z");
    const slot = new Date("2026-11-25T03:00:00Z");
    expect(await latest("0 3 * * *", "UTC", at, slot)).toBeNull();
    expect(await latest("0 3 * * *", "UTC", at, new Date(+slot - 1))).toEqual(slot);
    expect(await latest("0 3 * * *", "UTC", at)).toEqual(slot);
    expect(await latest("59 23 29 2 *", "Asia/Tokyo", new Date("2103-12-31T00:00:00Z"))).toEqual(
      new Date("2096-02-29T14:59:00Z"),
    );
    expect(await latest("0 0 31 2 *", "UTC", at)).toBeNull();
  });

  test.each([
    "61 * * * *",
    "5/10 * * * *",
    "0 22-2 * * *",
    "0 0 * 13 *",
    "* * * *",
    "x * * * *",
    "*/0 * * * *",
    "0 0 L * *",
    "",
  ])("refuses %j", async (cron) => {
    await expect(latest(cron, "UTC", new Date())).rejects.toMatchObject({
      code: expect.stringMatching(/^22/),
    });
  });
});
