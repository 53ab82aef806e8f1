import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ViewHealth } from "@/lib/contract/health";
import { whoOf } from "@/lib/format/who";
import { readersOf } from "@/lib/graph/family";
import { holdPlace } from "@/lib/hold-place";
import { isComplete } from "@/server/refresh/is-complete";

const node = (slug: string, depth: number, ...upstreams: string[]) => ({
  slug,
  title: slug,
  depth,
  upstreams,
  follows_upstream: false,
});

describe("who presses for a refresh", () => {
  const health = (of: Partial<ViewHealth>) =>
    ({ needs_refresh: false, pending_transactions: 0, reasons: [], ...of }) as unknown as ViewHealth;
  const because = (code: string) => health({ reasons: [{ code, verdict: "unverified" }] });

  test("is declined where all is known to be in", () => {
    expect(isComplete(health({}))).toBe(true);
    expect(isComplete(because("disabled"))).toBe(true);
  });

  test.each([
    ["is older than it may be", health({ needs_refresh: true })],
    ["lacks something", health({ pending_transactions: 1 })],
    ["may lack something", because("completeness_unknown")],
    ["was refreshed by another hand", because("refreshed_by_others")],
    ["stands suspended", because("suspended")],
    ["differs from its definition", because("drift")],
    ["reads a view that is in trouble", because("upstream")],
    ["lost all rows of a source", because("source_emptied")],
  ])("is served where the view %s", (_, view) => expect(isComplete(view)).toBe(false));
});

test("the views that read one follow it in order, and no other does", () => {
  const graph = [node("d", 2, "b", "c"), node("a", 0), node("c", 1, "a"), node("x", 0), node("b", 1, "a")];
  expect(readersOf(graph, "a").map(({ slug }) => slug)).toEqual(["c", "b", "d"]);
  expect(readersOf(graph, "d")).toEqual([]);
});

test("a pressed card stays where it stood, whatever moves around it", () => {
  const views = ["a", "b", "c", "d"].map((slug) => ({ slug }));
  const at = (slug: string, index: number) => holdPlace(views, { slug, index }).map((one) => one.slug);
  expect(at("d", 0)).toEqual(["d", "a", "b", "c"]);
  expect(at("a", 2)).toEqual(["b", "c", "a", "d"]);
  expect(at("gone", 0)).toEqual(["a", "b", "c", "d"]);
  expect(holdPlace(views, null)).toBe(views);
});

test("a token goes by its name", () => {
  expect([whoOf("token:12 Excel of finance"), whoOf("cfo@company.com")]).toEqual([
    "Excel of finance",
    "cfo@company.com",
  ]);
});

test("a part that is loaded late has a boundary of its own, so that it never blanks the page", () => {
  const bare = readdirSync("components", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".tsx"))
    .flatMap((name) =>
      [...readFileSync(join("components", name), "utf8").matchAll(/= dynamic\(([\s\S]*?)\n?\);/g)]
        .filter(([, call]) => !/ssr: false|loading/.test(call!))
        .map(([, call]) => `${name}: ${call}`),
    );
  expect(bare).toEqual([]);
});
