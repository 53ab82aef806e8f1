import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { money, plainMoney } from "@/lib/money";
import { pendingWords } from "@/server/pending/words";

const english = (amount: number, options: Intl.NumberFormatOptions) =>
  amount.toLocaleString("en-US", options);

test.each([
  [25_000, "USD", false, "$25,000 USD"],
  [25_000, "MXN", true, "$25,000 MXN"],
  [1234.5, "EUR", true, "€1,234.50 EUR"],
  [1234.5, "JPY", false, "¥1,235 JPY"],
  [1234.5, null, true, "1,234.50"],
  [1234.5, "", false, "1,235"],
  [7, "pesos", false, "7"],
])("%d of %s is written with its own currency", (amount, currency, exactly, text) => {
  expect(money(amount, currency, english, exactly)).toBe(text);
});

test("tables have digits", () => {
  expect([plainMoney("7.00", "USD"), plainMoney(7, null)]).toEqual(["7.00 USD", "7"]);
});

test("what a view lacks is told by currency, and plainly where none is known", () => {
  const summary = { known: true, reason: null, transactions: 3, oldest_at: null };
  expect(pendingWords({ ...summary, amounts: { USD: 7, "": 1240 } })).toContain("$7 USD + 1,240 not in");
});

test("nothing names a currency by itself but the demo and the tables of the contract", () => {
  const rooms = ["app", "cli", "components", "lib", "server", "worker", "db/sql", "db/queries", "db/schema"];
  const naming = rooms
    .flatMap((room) =>
      readdirSync(room, { recursive: true, encoding: "utf8" }).map((name) => join(room, name)),
    )
    .filter((file) => /\.(tsx?|sql)$/.test(file) && /\bMXN\b/.test(readFileSync(file, "utf8")));
  expect(naming).toEqual([]);
});
