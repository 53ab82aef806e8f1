import { expect, test } from "vitest";
import { failed, playwrightFailures, vitestFailures } from "@/scripts/test/failures";

test("each test that failed is named, with the first line of why", () => {
  const passed = { status: "passed", fullName: "adds" };
  const broken = {
    status: "failed",
    fullName: "sums divides",
    failureMessages: ["\u001b[31mError: by zero\u001b[39m\n  at …"],
  };
  const testResults = [
    { name: "/project/tests/a.test.ts", status: "failed", assertionResults: [passed, broken] },
    { name: "/project/tests/b.test.ts", status: "failed", message: "no such import", assertionResults: [] },
    { name: "/project/tests/c.test.ts", status: "passed", assertionResults: [passed] },
  ];
  expect(vitestFailures({ testResults }, "/project")).toEqual([
    "tests/a.test.ts > sums divides: Error: by zero",
    "tests/b.test.ts: no such import",
  ]);
});

test("a journey that failed is named with its size; one that passed at its second try is not", () => {
  const spec = (title: string, status: string) => ({
    title,
    tests: [{ projectName: "phone", status, results: [{ error: { message: "first" } }, { error: {} }] }],
  });
  const suites = [
    {
      file: "ceo.spec.ts",
      specs: [spec("reads", "flaky")],
      suites: [{ file: "ceo.spec.ts", specs: [spec("asks", "unexpected")] }],
    },
  ];
  expect(playwrightFailures({ suites, errors: [{ message: "out of memory" }] })).toEqual([
    "e2e/ceo.spec.ts (phone) > asks",
    "Playwright: out of memory",
  ]);
});

test("nothing is said where nothing failed", () => {
  expect(failed([])).toEqual([]);
  expect(failed(["a: b"])).toEqual(["Failed:", "  a: b"]);
});
