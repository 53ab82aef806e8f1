import fc from "fast-check";
import { expect, test } from "vitest";
import { hashToken, looksLikeToken, makeToken, tokenPrefix } from "@/server/tokens/format";

test("a token is fr_ and 40 letters and digits, no two alike", () => {
  const tokens = Array.from({ length: 200 }, makeToken);
  expect(tokens.every((token) => /^fr_[0-9A-Za-z]{40}$/.test(token) && looksLikeToken(token))).toBe(true);
  expect(new Set(tokens).size).toBe(200);
});

test("a token with one character changed is told without a query", () => {
  const token = makeToken();
  fc.assert(
    fc.property(fc.integer({ min: 3, max: 42 }), fc.constantFrom(..."0AZaz9"), (at, character) => {
      fc.pre(token[at] !== character);
      return !looksLikeToken(token.slice(0, at) + character + token.slice(at + 1));
    }),
  );
});

test.each([
  "",
  "fr_",
  "fr_short",
  `${makeToken()}0`,
  ` ${makeToken()}`,
  makeToken().toUpperCase(),
  "é".repeat(43),
])("%j is none", (text) => {
  expect(looksLikeToken(text)).toBe(false);
});

test("its prefix is too short to be it, and its hash is a SHA-256", () => {
  const token = makeToken();
  expect(token.startsWith(tokenPrefix(token))).toBe(true);
  expect(tokenPrefix(token)).toHaveLength(9);
  expect(hashToken(token)).toMatch(/^[0-9a-f]{64}$/);
});
