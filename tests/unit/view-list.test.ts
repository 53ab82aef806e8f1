import { describe, expect, test } from "vitest";
import type { ViewHealth } from "@/lib/contract/health";
import { listViews } from "@/lib/view-list";

const NOW = Date.parse("2026-11-25T12:00:00Z");
const view = (slug: string, minutes: number, of: Partial<ViewHealth> = {}) =>
  ({
    ...{
      slug,
      title: slug,
      view_name: `${slug}_mv`,
      verdict: "reliable",
      verdict_rank: 0,
      sla_seconds: 86_400,
    },
    ...{ pending_known: true, pending_transactions: 0, last_duration_ms: 10 },
    data_as_of: new Date(NOW - minutes * 60_000).toISOString(),
    ...of,
  }) as ViewHealth;

const worst = view("b", 30, { verdict: "failing", verdict_rank: 70, pending_known: false });
const views = [
  worst,
  view("c10", 5, { pending_transactions: 9, view_name: "sales.c10" }),
  view("c9", 50, { last_duration_ms: null }),
];
const asked = { sort: "state", descending: true, grouping: "none", only: null } as const;
const slugs = (of: Partial<Parameters<typeof listViews>[2]>) =>
  listViews(views, NOW, { ...asked, ...of }).map((group) => [
    group.key,
    ...group.views.map(({ slug }) => slug),
  ]);

describe("the table of views", () => {
  test("is sorted by what its reader wants, what is not known last or first", () => {
    expect(slugs({})).toEqual([["", "b", "c10", "c9"]]);
    expect(slugs({ sort: "title", descending: false })).toEqual([["", "b", "c9", "c10"]]);
    expect(slugs({ sort: "age" })).toEqual([["", "c9", "b", "c10"]]);
    expect(slugs({ sort: "missing" })).toEqual([["", "c10", "c9", "b"]]);
    expect(slugs({ sort: "duration", descending: false })[0]![1]).toBe("c9");
  });

  test("is filtered by state, and empty where none is in it", () => {
    expect(slugs({ only: "failing" })).toEqual([["", "b"]]);
    expect(slugs({ only: "suspended" })).toEqual([]);
  });

  test("is grouped by state, the worst first, or by schema", () => {
    expect(slugs({ grouping: "state" })).toEqual([
      ["failing", "b"],
      ["reliable", "c10", "c9"],
    ]);
    expect(slugs({ grouping: "schema" })).toEqual([
      ["public", "b", "c9"],
      ["sales", "c10"],
    ]);
  });
});
