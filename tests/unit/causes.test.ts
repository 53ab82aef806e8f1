import { describe, expect, it } from "vitest";
import { CAUSES, causeOf } from "@/lib/causes";
import en from "@/lib/messages/en.json";
import es from "@/lib/messages/es.json";
import { known, MODE_REASONS, MODES, NEEDS, OBSTACLES, SKIP_REASONS, STRATEGY_NEEDS } from "@/lib/reasons";

describe("causeOf", () => {
  it.each([
    ["21000", "duplicates"],
    ["23505", "duplicates"],
    ["42P01", "missing"],
    ["42703", "column"],
    ["55P03", "lock"],
    ["57014", "cancelled"],
    ["57P01", "killed"],
    ["40P01", "deadlock"],
    ["53100", "disk"],
    ["53300", "resources"],
    ["25006", "readonly"],
    ["42501", "rights"],
    ["0A000", "unpopulated"],
    ["55000", "unpopulated"],
    ["08006", "connection"],
    ["XX000", "other"],
    [null, "other"],
  ])("knows %s as %s", (state, cause) => {
    expect(causeOf(state)).toBe(cause);
  });

  it("has words and a cure for every cause", () => {
    expect(Object.keys(en.causes).sort()).toEqual([...CAUSES].sort());
    expect(Object.keys(en.cures).sort()).toEqual([...CAUSES].sort());
  });
});

describe("codes of reasons", () => {
  it("are told in both languages, each and no other", () => {
    for (const messages of [en, es]) {
      expect(Object.keys(messages.modes).sort()).toEqual([...MODES, ...MODE_REASONS, "other"].sort());
      expect(Object.keys(messages.skips).sort()).toEqual([...SKIP_REASONS, "other"].sort());
      expect(Object.keys(messages.tracks.obstacles).sort()).toEqual([...OBSTACLES, "other"].sort());
      expect(Object.keys(messages.strategies.needs).sort()).toEqual([...STRATEGY_NEEDS, "other"].sort());
      expect(Object.keys(messages.discover.needs).sort()).toEqual([...NEEDS, "other"].sort());
    }
  });

  it("that a later database gives are other", () => {
    expect(known(MODE_REASONS, "refused")).toBe("refused");
    expect(known(NEEDS, "a blessing")).toBe("other");
    expect(known(SKIP_REASONS, null)).toBeNull();
  });
});
