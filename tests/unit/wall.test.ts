import { describe, expect, it } from "vitest";
import { otherColumns, sharedOut } from "@/components/wall/layout";

const views = (count: number) => Array.from({ length: count }, (_, index) => index);

describe("a wall", () => {
  it("gives every view a tile as long as all can be read", () => {
    expect(sharedOut(views(13))).toEqual({ tiles: views(13), rest: [] });
    expect(sharedOut([])).toEqual({ tiles: [], rest: [] });
  });

  it("sums up the least bad beyond that, in the thirteenth tile", () => {
    const { tiles, rest } = sharedOut(views(14));
    expect([tiles.length, rest]).toEqual([12, [12, 13]]);
  });

  it("never has tiles narrower than a third of its half", () => {
    expect([0, 3, 4, 8, 9, 12].map(otherColumns)).toEqual([1, 1, 2, 2, 3, 3]);
  });
});
