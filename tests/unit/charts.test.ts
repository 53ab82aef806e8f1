import { describe, expect, it } from "vitest";
import { ageAt, agePoints, nearest } from "@/lib/charts/age";
import { capOf } from "@/lib/charts/cap";
import { makeSlots } from "@/lib/charts/slots";
import { ageTicks, timeTicks } from "@/lib/charts/ticks";

const NOW = Date.parse("2026-11-24T12:00:00Z");
const MINUTE = 60_000;

const iso = (minutesAgo: number) => new Date(NOW - minutesAgo * MINUTE).toISOString();
const tooth = (began: number, age: number, ended: number, tier: string | null = "cron") => ({
  at: iso(began),
  age_seconds: age,
  until: iso(ended),
  peak_seconds: age + (began - ended) * 60,
  trigger_type: tier,
  refresh_id: tier === null ? null : began,
  refreshes: 1,
});

describe("the age over time", () => {
  const teeth = [tooth(60, 120, 30, null), tooth(30, 5, 0)];

  it("is a line through the corners of its teeth, marked where a refresh let it fall", () => {
    expect(agePoints(teeth)).toEqual([
      { at: NOW - 60 * MINUTE, age: 120, tier: undefined },
      { at: NOW - 30 * MINUTE, age: 1920 },
      { at: NOW - 30 * MINUTE, age: 5, tier: "cron" },
      { at: NOW, age: 1805 },
    ]);
  });

  it("can be told at any moment, but not before the first refresh", () => {
    expect(ageAt(teeth, NOW - 61 * MINUTE)).toBeNull();
    expect(ageAt(teeth, NOW - 45 * MINUTE)).toBe(120 + 15 * 60);
    expect(ageAt(teeth, NOW - 30 * MINUTE)).toBe(5);
  });

  it("shows of the other charts what lies near a moment", () => {
    const of = (n: number) => n;
    expect(nearest([10, 20, 30], of, 22, 5)).toBe(20);
    expect(nearest([10, 20, 30], of, 40, 5)).toBeNull();
  });
});

describe("bars", () => {
  it("have 24, 28 or 29, and 30 or 31 places", () => {
    expect(makeSlots(24, NOW, "America/Mexico_City").slots).toHaveLength(24);
    expect(makeSlots(168, NOW, "America/Mexico_City").slots.length).toBeLessThanOrEqual(29);
    expect(makeSlots(720, NOW, "America/Mexico_City").slots.length).toBeLessThanOrEqual(31);
  });

  it("follow the calendar of the viewer", () => {
    const { slots, indexOf } = makeSlots(720, NOW, "America/Mexico_City");
    expect(indexOf(Date.parse("2026-11-24T05:59:00Z"))).toBe(slots.length - 2);
    expect(indexOf(Date.parse("2026-11-24T06:00:00Z"))).toBe(slots.length - 1);
  });
});

describe("an axis of durations", () => {
  it("is not flattened by the one that took half a minute, and holds all where they are alike", () => {
    const month = Array.from({ length: 700 }, (_, n) => 35 + (n % 10));
    expect(capOf([...month, 30_000])).toBe(4 * 44);
    expect(capOf(month)).toBeNull();
    expect(capOf([])).toBeNull();
    expect(capOf([30_000])).toBeNull();
  });
});

describe("ticks", () => {
  it("are round", () => {
    expect(ageTicks(4140)).toEqual([0, 900, 1800, 2700, 3600, 4500]);
    expect(ageTicks(3 * 86_400)).toEqual([0, 86_400, 172_800, 259_200]);
  });

  it("stand at midnight of the viewer's zone", () => {
    const ticks = timeTicks(NOW - 7 * 24 * 60 * MINUTE, NOW, "America/Mexico_City");
    expect(ticks).toHaveLength(7);
    expect(new Date(ticks[0]!).toISOString()).toContain("T06:00");
  });

  it("are few at every range, down to ten minutes", () => {
    for (const minutes of [10, 60, 170, 400, 700, 1440, 3000, 10_080, 20_000, 43_200]) {
      const ticks = timeTicks(NOW - minutes * MINUTE, NOW, "America/Mexico_City");
      expect(ticks.length, `${minutes} minutes`).toBeGreaterThan(0);
      expect(ticks.length, `${minutes} minutes`).toBeLessThanOrEqual(9);
    }
  });
});
