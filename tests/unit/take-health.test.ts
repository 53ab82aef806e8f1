import { describe, expect, it } from "vitest";
import { takeHealth } from "@/lib/client/take-health";
import type { HealthList, ViewHealth } from "@/lib/contract/health";

const view = (slug: string, rows: number) => ({ slug, rows_count: rows }) as ViewHealth;
const list: HealthList = { now: "2026-11-25T10:00:00Z", views: [view("a", 1), view("b", 2)], open_alerts: 3 };
const now = "2026-11-25T10:00:05Z";

describe("what the stream says of views", () => {
  it("replaces them in place, and leaves the others and all else as they are", () => {
    const next = takeHealth(list, { now, views: [view("a", 9)], gone: [] });
    expect(next).toEqual({ now, views: [view("a", 9), view("b", 2)], open_alerts: 3 });
    // The same object: a card that did not change is not drawn again.
    expect(next.views[1]).toBe(list.views[1]);
  });

  it("adds new ones and takes away those that are gone", () => {
    const { views } = takeHealth(list, { now, views: [view("c", 3)], gone: ["a"] });
    expect(views.map(({ slug }) => slug)).toEqual(["b", "c"]);
  });
});
