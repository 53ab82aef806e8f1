import { describe, expect, test } from "vitest";
import { numberOf } from "@/lib/data/amounts";
import { kindOf, operatorsOf } from "@/lib/data/kinds";
import { newestColumn } from "@/lib/data/newest";
import { parseData } from "@/lib/data/rows";
import { DataSearch } from "@/lib/data/search";
import { summable } from "@/lib/data/sums";

describe("rows from the API", () => {
  test("keep numbers that JavaScript would round, as texts, and leave strings alone", () => {
    const body = `{"rows":[{"a":12345678901234567890.12,"b":1.5,"c":"12345678901234567890","d":-9007199254740993,"e":"a\\"1234567890123456789"}]}`;
    expect(parseData(body).rows).toEqual([
      {
        a: "12345678901234567890.12",
        b: 1.5,
        c: "12345678901234567890",
        d: "-9007199254740993",
        e: 'a"1234567890123456789',
      },
    ]);
  });
});

describe("the address of a data page", () => {
  const of = (query: string) => DataSearch.of(new URLSearchParams(query));

  test("is the query of the API, and comes back from it", () => {
    const search = of("sort=-fecha&filter[folio]=contains:a:b&filter[folio]=ne:c&source=live&offset=100");
    expect(search.filters).toEqual([
      { column: "folio", op: "contains", value: "a:b" },
      { column: "folio", op: "ne", value: "c" },
    ]);
    expect(search.sort).toEqual({ column: "fecha", descending: true });
    expect(of(search.toString().slice(1)).toString()).toBe(search.toString());
    expect(new URLSearchParams(search.apiQuery).get("count")).toBe("true");
    expect(new URLSearchParams(search.csvQuery("es")).get("offset")).toBeNull();
  });

  test("leaves out what the page does not know", () => {
    expect(of("source=nowhere&limit=7&offset=-1&run=3").toString()).toBe("");
  });

  test("begins at the first page when the question changes", () => {
    const search = of("offset=100&filter[a]=eq:1&filter[b]=eq:2");
    expect(search.with({ sort: "a" }).offset).toBe(0);
    expect(search.withFilter({ column: "c", op: "eq", value: "3" }).offset).toBe(0);
    expect(search.withoutFilter(0).filters).toEqual([{ column: "b", op: "eq", value: "2" }]);
    expect(search.withoutFilters().toString()).toBe("");
    expect(search.with({ offset: 150 }).offset).toBe(150);
  });
});

test("a column's type says how it is shown and what may be asked of it", () => {
  const kinds = [
    "numeric(14,2)",
    "bigint",
    "timestamp with time zone",
    "date",
    "boolean",
    "text",
    "jsonb",
    "integer[]",
  ];
  expect(kinds.map(kindOf)).toEqual([
    ...["number", "number", "timestamp", "date", "boolean", "text", "json", "json"],
  ]);
  expect(operatorsOf("text")[0]).toBe("contains");
  expect(operatorsOf("boolean")).not.toContain("lt");
});

describe("an amount as people type it", () => {
  test.each([
    ["10,000", "10000"],
    ["$1,234,567.50", "1234567.50"],
    ["1.234.567,50", "1234567.50"],
    ["12,5", "12.5"],
    ["1 000", "1000"],
    ["20000 MXN", "20000"],
    ["-3.25", "-3.25"],
    ["1.500", "1.500"],
  ])("%s is %s", (typed, number) => expect(numberOf(typed)).toBe(number));

  test.each(["ten", "1,2,3", "10,00,000", "", "1.2.3", "1e5"])("%s is no number", (typed) =>
    expect(numberOf(typed)).toBeNull(),
  );
});

test("the newest come first by the first moment, else the first day, else by the key", () => {
  const columns = (...types: string[]) => types.map((type, n) => ({ name: `c${n}`, type }));
  expect(newestColumn(columns("text", "date", "timestamp with time zone"))).toBe("c2");
  expect(newestColumn(columns("text", "date"))).toBe("c1");
  expect(newestColumn(columns("text", "integer"))).toBeNull();
});

test("amounts are added up, names and counts are not", () => {
  const numeric = (name: string) => ({ name, type: "numeric(12,2)" });
  expect(summable([numeric("monto"), numeric("folio"), { name: "pagos", type: "bigint" }])).toEqual([
    "monto",
  ]);
});
