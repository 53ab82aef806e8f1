import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { GraphNode } from "@/lib/contract/graph";
import { connected, family } from "@/lib/graph/family";
import { layout, NODE } from "@/lib/graph/layout";

const node = (slug: string, depth: number, ...upstreams: string[]): GraphNode => ({
  slug,
  title: slug,
  depth,
  upstreams,
  follows_upstream: false,
});
const slugs = (views: readonly GraphNode[]) => views.map(({ slug }) => slug);
const VIEWS = [
  node("a", 0),
  node("b", 0),
  node("alone", 0),
  node("c", 1, "a", "b"),
  node("d", 1, "b"),
  node("e", 2, "c"),
];

describe("who is in a drawing", () => {
  test("only who reads or is read", () => {
    expect(slugs(connected(VIEWS))).toEqual(["a", "b", "c", "d", "e"]);
    expect(connected([node("a", 0)])).toEqual([]);
  });

  test("of one view, all above and below it, and nobody beside", () => {
    expect(slugs(family(VIEWS, "c"))).toEqual(["a", "b", "c", "e"]);
    expect(slugs(family(VIEWS, "d"))).toEqual(["b", "d"]);
    expect(family(VIEWS, "alone")).toEqual([]);
  });
});

describe("the layout", () => {
  const graph = fc
    .array(fc.array(fc.nat(), { maxLength: 4 }), { minLength: 1, maxLength: 40 })
    .map((wishes) => {
      const made: GraphNode[] = [];
      for (const [index, picks] of wishes.entries()) {
        const upstreams = index === 0 ? [] : [...new Set(picks.map((pick) => made[pick % index]!))];
        const depth = upstreams.length === 0 ? 0 : 1 + Math.max(...upstreams.map((one) => one.depth));
        made.push(node(`v${index}`, depth, ...slugs(upstreams)));
      }
      return made.toSorted((a, b) => a.depth - b.depth);
    });

  test("puts each view right of what it reads, none over another, and all within the drawing", () => {
    fc.assert(
      fc.property(graph, (views) => {
        const { width, height, places, edges } = layout(views);
        const at = new Map(places.map((place) => [place.slug, place]));
        expect(places).toHaveLength(views.length);
        for (const { x, y } of places) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(y).toBeGreaterThanOrEqual(0);
          expect(x + NODE.width).toBeLessThanOrEqual(width);
          expect(y + NODE.height).toBeLessThanOrEqual(height);
        }
        expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBe(places.length);
        expect(edges).toHaveLength(views.reduce((sum, { upstreams }) => sum + upstreams.length, 0));
        for (const { from, to } of edges) expect(at.get(from)!.x).toBeLessThan(at.get(to)!.x);
      }),
    );
  });

  test("of nothing is empty", () => {
    expect(layout([])).toEqual({ width: 0, height: 0, places: [], edges: [] });
  });
});
