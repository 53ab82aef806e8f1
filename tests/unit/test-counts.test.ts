import { describe, expect, test } from "vitest";
import { playwrightCounts, sum, summary, vitestCounts, withExitCode } from "@/scripts/test/counts";

describe("the line that ends npm test", () => {
  test("counts, and names skipped and flaky tests only where there are any", () => {
    expect(summary({ passed: 12, failed: 0, skipped: 0, flaky: 0 })).toBe("12 passed, 0 failed");
    expect(summary({ passed: 3, failed: 1, skipped: 2, flaky: 4 })).toBe(
      "3 passed, 1 failed, 2 skipped, 4 flaky",
    );
  });

  test("adds up the runners", () => {
    const counts = sum([
      { passed: 1, failed: 2, skipped: 3, flaky: 0 },
      { passed: 10, failed: 20, skipped: 30, flaky: 4 },
    ]);
    expect(counts).toEqual({ passed: 11, failed: 22, skipped: 33, flaky: 4 });
  });

  test("takes a file that cannot be loaded for a failure", () => {
    const report = { numPassedTests: 4, numFailedTests: 1, numPendingTests: 1, numTodoTests: 1 };
    const testResults = [
      { status: "failed", assertionResults: [] },
      { status: "failed", assertionResults: [{}] },
      { status: "passed", assertionResults: [{}] },
    ];
    expect(vitestCounts({ ...report, testResults })).toEqual({ passed: 4, failed: 2, skipped: 2, flaky: 0 });
  });

  test("counts a flaky journey apart from those that passed and those that failed", () => {
    const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 };
    expect(playwrightCounts({ stats, errors: [{}] })).toEqual({ passed: 5, failed: 2, skipped: 2, flaky: 1 });
  });

  test("hides no runner that ended badly", () => {
    const fine = { passed: 4, failed: 0, skipped: 0, flaky: 0 };
    expect(withExitCode(fine, 1)).toEqual({ ...fine, failed: 1 });
    expect(withExitCode(fine, 0)).toEqual(fine);
    expect(withExitCode({ ...fine, failed: 2 }, 1)).toEqual({ ...fine, failed: 2 });
  });
});
