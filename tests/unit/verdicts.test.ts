import { describe, expect, test } from "vitest";
import type { ViewHealth } from "@/lib/contract/health";
import type { TroubleshootingAnswer } from "@/lib/contract/troubleshooting";
import { missingMoney } from "@/lib/money-limit";
import { notRefreshing, speedOf } from "@/lib/verdicts";

const NOW = Date.parse("2026-11-25T12:00:00Z");
const ago = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString();

const view = {
  slug: "sales",
  title: "Sales",
  state: "ok",
  enabled: true,
  suspended_at: null,
  failures_in_a_row: 0,
  last_error_code: null,
  next_mode: "concurrent",
  last_refresh: ago(10),
} as ViewHealth;

const job = { view: "sales", tier: "hourly", enabled: true } as TroubleshootingAnswer["jobs"][number];
const worker = {
  name: "worker:a:1",
  kind: "worker",
  started_at: ago(600),
  seen_at: ago(0.1),
  next_look_at: null,
};
const facts = {
  now: ago(0),
  attempts: [],
  errors: [],
  jobs: [job],
  cron_jobs: null,
  drivers: [worker],
  speeds: [],
  gives_way: [],
  long_transactions: [],
} as TroubleshootingAnswer;

const keys = (views: Partial<ViewHealth>[], more: Partial<TroubleshootingAnswer> = {}) =>
  notRefreshing(
    views.map((one) => ({ ...view, ...one })),
    { ...facts, ...more },
    NOW,
  ).map(({ key, tone }) => `${key} ${tone}`);

describe("not refreshing?", () => {
  test("says what goes well where all does", () => {
    expect(keys([{}])).toEqual(["lastGood info", "driver good"]);
  });

  test("a driver that sleeps until a time is not missed before it", () => {
    const drivers = [{ ...worker, seen_at: ago(50), next_look_at: ago(-10) }];
    expect(keys([{}], { drivers })).toEqual(["lastGood info", "driver good"]);
  });

  test.each([
    ["a silent driver", [{}], { drivers: [{ ...worker, seen_at: ago(11) }] }, "driverSilent bad"],
    [
      "one that slept over",
      [{}],
      { drivers: [{ ...worker, seen_at: ago(70), next_look_at: ago(11) }] },
      "driverSilent bad",
    ],
    ["no driver ever", [{}], { drivers: [] }, "driverNever warning"],
    ["a missing view", [{ state: "missing" }], {}, "missing bad"],
    ["a view that is off", [{ enabled: false }], {}, "disabled warning"],
    ["a suspended view", [{ suspended_at: ago(5), failures_in_a_row: 5 }], {}, "suspended bad"],
    ["one failure", [{ failures_in_a_row: 1 }], {}, "failing warning"],
    ["two failures", [{ failures_in_a_row: 2 }], {}, "failing bad"],
    ["no schedule", [{}], { jobs: [{ ...job, enabled: false }] }, "noSchedule warning"],
    ["events only", [{}], { jobs: [{ ...job, view: null, tier: "events" }] }, "noSchedule warning"],
    [
      "a job of pg_cron that failed",
      [{}],
      {
        cron_jobs: [
          {
            name: "hourly",
            schedule: "0 * * * *",
            active: true,
            last_status: "failed",
            last_start_at: ago(3),
          },
        ],
      },
      "cronFailed bad",
    ],
  ] as [string, Partial<ViewHealth>[], Partial<TroubleshootingAnswer>, string][])(
    "puts %s before what goes well",
    (_what, views, more, expected) => {
      const found = keys(views, more);
      expect(found).toContain(expected);
      expect(found.indexOf(expected)).toBeLessThan(found.indexOf("lastGood info"));
    },
  );

  test("names who holds a view, where a refresh would wait for it", () => {
    const holder = {
      pid: 7,
      role: "ana",
      application: "psql",
      state: "idle",
      began_at: ago(9),
      holds: ["sales"],
    };
    expect(keys([{}], { long_transactions: [holder] })).not.toContain("held warning");
    const [first] = notRefreshing(
      [{ ...view, next_mode: "plain" }],
      { ...facts, long_transactions: [holder] },
      NOW,
    );
    expect(first).toMatchObject({ key: "held", who: "7 ana psql", at: holder.began_at });
  });

  test("finds a driver in pg_cron where no schedule of ours is on", () => {
    const active = {
      name: "x",
      schedule: "* * * * *",
      active: true,
      last_status: "succeeded",
      last_start_at: null,
    };
    expect(keys([{}], { jobs: [], cron_jobs: [active] })).toEqual(["lastGood info", "driver good"]);
  });
});

test.each([
  [{ count: 0, average_ms: null, before_ms: 100 }, "idle"],
  [{ count: 3, average_ms: 900, before_ms: null }, "unknown"],
  [{ count: 3, average_ms: 900, before_ms: 300 }, "slower"],
  [{ count: 3, average_ms: 500, before_ms: 100 }, "usual"],
  [{ count: 3, average_ms: 1900, before_ms: 1000 }, "usual"],
] as const)("the speed %o is %s", (figures, verdict) => {
  expect(speedOf({ slug: "x", max_ms: null, rows: null, plain: false, ...figures })).toBe(verdict);
});

test("missing money is that of the limit's currency and of none", () => {
  const pending = {
    pending_known: true,
    pending_currency: "MXN",
    pending_amounts: { MXN: 5, USD: 7, "": 2 },
  };
  expect(missingMoney(pending)).toBe(7);
  expect(missingMoney({ ...pending, pending_known: false })).toBeNull();
});
