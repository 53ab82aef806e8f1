import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { withOperationsTable } from "@/scripts/docs/operations-table";

test("docs/api.md lists the operations as they are declared; npm run docs:api renews it", () => {
  const page = readFileSync("docs/api.md", "utf8");
  expect(page).toBe(withOperationsTable(page));
});

test("a page without the place for it is refused", () => {
  expect(() => withOperationsTable("# Another page")).toThrow("The page has no");
});
