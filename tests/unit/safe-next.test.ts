import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { safeNext } from "@/lib/safe-next";

describe("where to go after signing in", () => {
  test.each(["/", "/views/universal-transactions", "/views/a?hours=24#failures", "/sign-in-help"])(
    "%s is kept",
    (next) => {
      expect(safeNext(next)).toBe(next);
    },
  );

  test.each([
    ...["", null, undefined, "views", "https://evil.example", "javascript:alert(1)", "//evil.example"],
    ...["/\\evil.example", "\\\\evil.example", "/\t/evil.example", "/.//evil.example", "/..//evil.example"],
    ...[
      "/a/..//evil.example",
      "/sign-in",
      "/sign-in?next=/sign-in",
      "/api/auth/signout",
      "http:/evil.example",
    ],
  ])("%j leads home", (next) => {
    expect(safeNext(next)).toBe("/");
  });

  test("it never leaves the site", () => {
    const piece = fc.constantFrom(
      "/",
      "\\",
      ".",
      "..",
      "\t",
      "\n",
      "@",
      ":",
      "//",
      "evil.example",
      "%2f",
      "a",
      "?",
      "#",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const here = "https://here.example";
        return new URL(safeNext(`/${pieces.join("")}`), here).origin === here;
      }),
      { numRuns: 2000 },
    );
  });
});
