import { describe, expect, test } from "vitest";
import { declaredTests, listedTests, testFiles } from "@/tests/support/listed";

describe.each(["docs/reliability.md", "docs/security.md"])("%s", (page) => {
  test("names only tests that exist", () => {
    const unknown = listedTests(page).filter(({ file, name }) => !declaredTests(file).includes(name));
    expect(unknown).toEqual([]);
  });

  test("proves each of its rows", () => {
    expect(listedTests(page).length).toBeGreaterThan(0);
  });
});

test("docs/reliability.md names every test of the fault suite", () => {
  const listed = listedTests("docs/reliability.md").map(({ file, name }) => `${file} ${name}`);
  const declared = testFiles("tests/faults").flatMap((file) =>
    declaredTests(file).map((name) => `${file} ${name}`),
  );
  expect(declared.filter((name) => !listed.includes(name))).toEqual([]);
  expect(declared.length).toBeGreaterThan(0);
});
