import { describe, expect, it } from "vitest";
import { CAUSES, causeOf } from "@/lib/causes";
import en from "@/lib/messages/en.json";
import { modeReasonOf } from "@/lib/modes";

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

describe("modeReasonOf", () => {
  it("knows the reasons that the engine gives, also where they were shortened", () => {
    expect(modeReasonOf("A concurrent refresh was refused.")).toBe("refused");
    expect(modeReasonOf("The view has no unique index over plain columns")).toBe("noUniqueIndex");
    expect(modeReasonOf("Something new.")).toBe("other");
    expect(modeReasonOf(null)).toBeNull();
  });
});
