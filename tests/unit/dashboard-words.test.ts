import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ViewHealth } from "@/lib/contract/health";
import { splitAge } from "@/lib/format/age";
import { toCsv } from "@/lib/format/csv";
import { splitDuration } from "@/lib/format/duration";
import { plain } from "@/lib/format/plain";
import { asTimeZone, pickLocale } from "@/lib/i18n/locale";
import { statusAt, summarize, worstFirst } from "@/lib/view-status";

describe("splitAge", () => {
  it.each([
    [0, { unit: "now" }],
    [9.9, { unit: "now" }],
    [59, { unit: "seconds", seconds: 59 }],
    [60, { unit: "minutes", minutes: 1 }],
    [3599, { unit: "minutes", minutes: 59 }],
    [3600, { unit: "hours", hours: 1, minutes: 0 }],
    [172_799, { unit: "hours", hours: 47, minutes: 59 }],
    [172_800, { unit: "days", days: 2, hours: 0 }],
  ])("%s s", (seconds, age) => {
    expect(splitAge(seconds)).toEqual(age);
  });

  it("never says more than the age", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), (seconds) => {
        const age = { days: 0, hours: 0, minutes: 0, seconds: 0, ...splitAge(seconds) };
        const said = age.days * 86_400 + age.hours * 3600 + age.minutes * 60 + age.seconds;
        expect(said).toBeLessThanOrEqual(seconds);
      }),
    );
  });
});

describe("splitDuration", () => {
  it.each([
    [850, { unit: "milliseconds", value: 850 }],
    [1234, { unit: "seconds", value: 1.2 }],
    [9960, { unit: "seconds", value: 10 }],
    [59_400, { unit: "seconds", value: 59 }],
    [59_600, { unit: "minutes", minutes: 1, seconds: 0 }],
    [125_000, { unit: "minutes", minutes: 2, seconds: 5 }],
  ])("%s ms", (milliseconds, duration) => {
    expect(splitDuration(milliseconds)).toEqual(duration);
  });
});

describe("pickLocale", () => {
  it.each([
    ["es", "en-US,en;q=0.9", "es"],
    [undefined, "es-MX,es;q=0.9,en;q=0.8", "es"],
    [undefined, "fr-FR, en;q=0.3, es;q=0.7", "es"],
    [undefined, "es;q=0, en", "en"],
    ["xx", null, "en"],
    [undefined, ";;,q=,*", "en"],
  ] as const)("choice %s, browser %s", (chosen, header, locale) => {
    expect(pickLocale(chosen, header)).toBe(locale);
  });
});

describe("asTimeZone", () => {
  it("takes no invented zone", () => {
    expect(asTimeZone("Mars/Olympus", "UTC")).toBe("UTC");
    expect(asTimeZone("Europe/Madrid", "UTC")).toBe("Europe/Madrid");
  });
});

const NOW = Date.parse("2026-11-24T12:00:00Z");
const view = (title: string, ageMinutes: number | null, more: Partial<ViewHealth> = {}) =>
  ({
    title,
    slug: title,
    verdict: "reliable",
    verdict_rank: 0,
    reasons: [],
    data_as_of: ageMinutes === null ? null : new Date(NOW - ageMinutes * 60_000).toISOString(),
    sla_seconds: 3600,
    ...more,
  }) as ViewHealth;

describe("statusAt", () => {
  it("goes on without the server: a badge does not stay green", () => {
    expect(statusAt(view("a", 60), NOW)).toBe("reliable");
    expect(statusAt(view("a", 60), NOW + 1000)).toBe("late");
    expect(statusAt(view("a", 61, { verdict: "incomplete", verdict_rank: 40 }), NOW)).toBe("late");
  });

  it("believes the server in all that is worse", () => {
    expect(statusAt(view("a", 500, { verdict: "suspended", verdict_rank: 80 }), NOW)).toBe("suspended");
    expect(statusAt(view("a", null, { verdict: "unverified", verdict_rank: 96 }), NOW)).toBe("unverified");
  });
});

describe("worstFirst and summarize", () => {
  const views = [
    view("good", 1),
    view("late", 90),
    view("never", null, { verdict: "unverified", verdict_rank: 96 }),
    view("lacks", 5, { verdict: "incomplete", verdict_rank: 40 }),
    view("later", 400),
  ];

  it("put the worst first", () => {
    expect(worstFirst(views, NOW).map((one) => one.title)).toEqual([
      "never",
      "later",
      "late",
      "lacks",
      "good",
    ]);
  });

  it("leave reliable ones where they are, whichever was refreshed last", () => {
    const titles = (first: number, second: number) =>
      worstFirst([view("b", first), view("a", second)], NOW).map((one) => one.title);
    expect(titles(1, 20)).toEqual(["a", "b"]);
    expect(titles(20, 1)).toEqual(["a", "b"]);
  });

  it("put the reliable one first of which most was promised", () => {
    const daily = view("a", 1, { sla_seconds: 86_400 });
    expect(worstFirst([daily, view("b", 1)], NOW).map((one) => one.title)).toEqual(["b", "a"]);
  });

  it("sum up", () => {
    const summary = summarize(views, NOW);
    expect(summary).toMatchObject({ total: 5, worst: "unverified", asOf: views[0]!.data_as_of });
    expect(summary!.exceptions.map(({ title }) => title)).toEqual(["never", "later", "late", "lacks"]);
    expect(summary!.counts).toMatchObject({ late: 2, reliable: 1, incomplete: 1, unverified: 1 });
    expect(summarize([], NOW)).toBeNull();
  });
});

describe("toCsv", () => {
  it("quotes, and lets no cell be a formula", () => {
    expect(toCsv([{ a: 'x "y", z', b: "=1+1", c: -1, d: null }])).toBe(
      'a,b,c,d\r\n"x ""y"", z",\'=1+1,-1,\r\n',
    );
  });
});

describe("a cell of CSV", () => {
  it.each([
    "=1",
    "+1",
    "-1",
    "@a",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\u3000=1",
    "＝1",
    "＋1",
    "－1",
    "＠a",
    "\n",
  ])("is no formula: %j", (text) =>
    expect(
      toCsv([{ a: text }])
        .slice(3)
        .replace('"', ""),
    ).toMatch(/^'/),
  );

  it.each(["a=1", "1-1", "", "Año", "a@b.example"])("stays as it is: %j", (text) =>
    expect(toCsv([{ a: text }])).toBe(`a\r\n${text}\r\n`),
  );
});

describe("plain", () => {
  it("forgets case and accents", () => expect(plain("Crédito Ñ")).toBe("credito n"));
});
