import { describe, expect, test } from "vitest";
import { AUDIT_ACTIONS } from "@/lib/audit-actions";
import { targetDays } from "@/lib/client/targets-form";
import { guessTrack, readTrackForm } from "@/lib/client/track-form";
import { readViewForm } from "@/lib/client/view-form";
import type { ViewSettings } from "@/lib/contract/view-settings";
import { formatTarget, parseTarget } from "@/lib/targets";
import { nothingOfTheirOwn } from "@/lib/view-status";

const FILLED = {
  ...{
    title: " Sales ",
    zone: "America/Mexico_City",
    sla: "90m",
    stale: "3h",
    enabled: "on",
    policy: "live",
  },
  ...{ lock: "10s", run: "30m", retry: "30s", failures: "5", attempts: "3" },
  ...{ holder: "skip", money: "50,000.50", currency: "mxn" },
};

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

describe("the form of a view's settings", () => {
  test("is read into a change, in the contract's units", () => {
    expect(readViewForm(formOf(FILLED))).toEqual({
      errors: {},
      change: {
        ...{ title: "Sales", time_zone: "America/Mexico_City", sla_seconds: 5400, stale_seconds: 10_800 },
        ...{ enabled: true, skip_unchanged: false, follows_upstream: false, read_policy: "live" },
        ...{ lock_timeout_ms: 10_000, run_seconds_max: 1800, retry_seconds: 30 },
        ...{ failures_max: 5, event_attempts_max: 3, on_long_transaction: "skip" },
        ...{ pending_amount_max: 50_000.5, pending_currency: "MXN", targets: [] },
      },
    });
  });

  test.each([
    [{ sla: "60" }, { sla: "durationError" }],
    [{ lock: "soon" }, { lock: "durationError" }],
    [{ stale: "1h" }, { stale: "staleError" }],
    [{ zone: "Mars/Olympus" }, { zone: "zoneError" }],
    [{ money: "much" }, { money: "moneyError" }],
    [{ money: "-1" }, { money: "moneyError" }],
    [{ currency: "peso" }, { currency: "currencyError" }],
  ])("with %j says what is wrong, and changes nothing", (wrong, errors) => {
    expect(readViewForm(formOf({ ...FILLED, ...wrong }))).toEqual({ change: null, errors });
  });
});

describe("targets", () => {
  const form = (rows: [age: string, days: string, opens: string, closes: string][]) => {
    const filled = formOf(FILLED);
    for (const [age, days, opens, closes] of rows) {
      filled.append("target-age", age);
      filled.append("target-days", days);
      filled.append("target-opens", opens);
      filled.append("target-closes", closes);
    }
    return readViewForm(filled);
  };

  test("are read row by row: without an end a deadline, to midnight a day", () => {
    const rows = form([
      ["15m", "w1,2,3,4,5", "09:00", "18:00"],
      ["30m", "w1 m1,15", "08:55", ""],
      ["1h", "all", "00:00", "00:00"],
    ]).change!.targets!;
    expect(rows).toEqual([
      { seconds: 900, weekdays: [1, 2, 3, 4, 5], monthdays: null, opens: "09:00", closes: "18:00" },
      { seconds: 1800, weekdays: [1], monthdays: [1, 15], opens: "08:55", closes: "08:55" },
      { seconds: 3600, weekdays: null, monthdays: null, opens: "00:00", closes: "24:00" },
    ]);
    expect(rows.map(targetDays)).toEqual(["w1,2,3,4,5", "w1 m1,15", "all"]);
    expect(rows.map(formatTarget)).toEqual(["15m mon-fri 09:00-18:00", "30m mon on 1,15 by 08:55", "1h"]);
    expect(rows.map(formatTarget).map(parseTarget)).toEqual(rows);
  });

  test.each([["soon"], [""], ["15"]])("with the age %j say so", (age) => {
    expect(form([[age, "all", "09:00", ""]])).toEqual({ change: null, errors: { targets: "targetsError" } });
  });

  test.each([
    ["15m mon-fri 9:00-18:00", { weekdays: [1, 2, 3, 4, 5], opens: "09:00", closes: "18:00" }],
    ["10m on 1 by 8:00", { monthdays: [1], opens: "08:00", closes: "08:00" }],
    ["2h sat,sun", { weekdays: [6, 7], opens: "00:00", closes: "24:00" }],
    ["1m fri 22:00-2:00", { weekdays: [5], opens: "22:00", closes: "02:00" }],
  ])("%s is read as people write it", (text, part) => expect(parseTarget(text)).toMatchObject(part));

  test.each([
    "",
    "mon-fri",
    "15m 9-18",
    "15m fri-mon 9:00-18:00",
    "15m on 32 by 8:00",
    "15m by 25:00",
    "15m by 24:30",
    "15 by 8:00",
  ])("%j is refused", (text) =>
    expect(() => parseTarget(text)).toThrow(/is no target|has no unit|not a duration/),
  );
});

test("an empty limit is none", () => {
  expect(readViewForm(formOf({ ...FILLED, money: " " })).change?.pending_amount_max).toBeNull();
});

describe("the form of a tracked source", () => {
  const settings = {
    slug: "sales",
    key_columns: ["source", "Id"],
    base_tables: [
      {
        source: "shop.sale",
        columns: [
          { name: "Id", type: "integer", primary: true },
          { name: "monto_total", type: "numeric(14,2)", primary: false },
          { name: "moneda", type: "text", primary: false },
        ],
      },
    ],
  } as unknown as ViewSettings;

  test("begins with what the columns suggest", () => {
    expect(guessTrack(settings, "shop.sale")).toEqual({
      key: [undefined, 'r."Id"'],
      amount: "r.monto_total",
      currency: "r.moneda",
    });
    expect(guessTrack(settings, "nowhere").amount).toBeUndefined();
  });

  test("leaves out what is empty", () => {
    const form = formOf({ key0: "'pos'", key1: " r.id ", amount: "", lookup: "ignored" });
    expect(JSON.parse(JSON.stringify(readTrackForm(settings, "shop.sale", "key", form)))).toEqual({
      view: "sales",
      source: "shop.sale",
      key: ["'pos'", "r.id"],
    });
  });

  test("takes keys alone for one more mapping", () => {
    const form = formOf({
      key0: "r.a",
      key1: "r.b",
      amount: "r.monto_total",
      currency: "r.moneda",
      mapping: "old",
      trial: "never",
    });
    expect(JSON.parse(JSON.stringify(readTrackForm(settings, "shop.sale", "key", form)))).toEqual({
      ...{ view: "sales", source: "shop.sale", key: ["r.a", "r.b"], mapping: "old", trial: false },
    });
  });
});

test("every audited action is a noun and a verb", () => {
  for (const action of AUDIT_ACTIONS) expect(action).toMatch(/^[a-z-]+\.[a-z]+$/);
});

test("a database is nobody's own while only the shipped view stands there, empty", () => {
  const view = { slug: "universal-transactions", rows_count: 0, pending_events: 0, pending_transactions: 0 };
  const own = (...views: object[]) => nothingOfTheirOwn(views as never);
  expect([own(), own(view), own({ ...view, rows_count: null })]).toEqual([true, true, true]);
  expect([
    own({ ...view, rows_count: 1 }),
    own({ ...view, pending_events: 1 }),
    own(view, { ...view, slug: "x" }),
  ]).toEqual([false, false, false]);
});
