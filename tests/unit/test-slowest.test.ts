import { expect, test } from "vitest";
import { playwrightTimes, slowest, vitestTimes } from "@/scripts/test/slowest";

test("vitest's files are told by their place in the project", () => {
  const testResults = [{ name: "/home/it/tests/a.test.ts", startTime: 1_000, endTime: 3_500 }];
  expect(vitestTimes({ testResults }, "/home/it")).toEqual([{ name: "tests/a.test.ts", seconds: 2.5 }]);
});

test("Playwright's files are told for each size, all tries and nested suites added up", () => {
  const ran = (projectName: string, ...ms: number[]) => ({
    tests: [{ projectName, results: ms.map((duration) => ({ duration })) }],
  });
  const inner = { file: "a.spec.ts", specs: [ran("desktop", 500)] };
  const suites = [
    { file: "a.spec.ts", specs: [ran("desktop", 1_000, 2_000), ran("phone", 4_000)], suites: [inner] },
  ];
  expect(playwrightTimes({ suites })).toEqual([
    { name: "e2e/a.spec.ts (desktop)", seconds: 3.5 },
    { name: "e2e/a.spec.ts (phone)", seconds: 4 },
  ]);
});

test("the ten slowest are named, the slowest first", () => {
  const times = Array.from({ length: 12 }, (_, n) => ({ name: `${n}.test.ts`, seconds: n }));
  const lines = slowest(times);
  expect(lines).toHaveLength(11);
  expect(lines[1]).toBe("   11.0 s  11.test.ts");
  expect(lines.at(-1)).toBe("    2.0 s  2.test.ts");
  expect(slowest([])).toEqual([]);
});
