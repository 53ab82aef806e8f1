import { afterAll, beforeAll, expect, test } from "vitest";
import { discoveredView, registeredView } from "@/lib/contract/registry";
import { loadChinook } from "@/tests/support/chinook";
import { frescura, jsonOf } from "@/tests/support/cli";
import { npmFrescura } from "@/tests/support/cli-process";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { difference, NONE } from "@/tests/support/sessions";

let database: TestDatabase;
const run = (...args: string[]) => frescura(args, { DATABASE_URL: database.url });

beforeAll(async () => {
  database = await createDatabase({ template: "empty" });
  await loadChinook(database.sql);
});
afterAll(() => database.drop());

test("a database that nobody here designed: migrate, discover, register, refresh, health", async () => {
  expect(await run("health")).toMatchObject({
    code: 1,
    stdout: "",
    stderr: expect.stringContaining("frescura -- migrate"),
  });
  const migrated = await npmFrescura(["migrate"], { DATABASE_URL: database.url });
  expect(migrated).toMatchObject({ code: 0, stdout: expect.stringMatching(/migrations applied/) });

  const found = discoveredView.array().parse(jsonOf(await run("views", "discover", "--json")));
  expect(
    found.map(({ view_name, slug, next_mode, needs }) => ({ view_name, slug, next_mode, needs })),
  ).toEqual([
    { view_name: "Sales by Country", slug: "sales-by-country", next_mode: "concurrent", needs: [] },
    {
      view_name: "top_tracks",
      slug: "top-tracks",
      next_mode: "plain",
      needs: ["unique_index", "first_refresh"],
    },
  ]);

  const sales = await run("views", "register", "public.Sales by Country", "--sla", "2h", "--json");
  expect(registeredView.parse(jsonOf(sales))).toMatchObject({
    slug: "sales-by-country",
    sla_seconds: 7200,
    stale_seconds: 14400,
  });
  const tracks = await run(
    "views",
    "register",
    "public.top_tracks",
    "--slug",
    "tops",
    "--title",
    "Top tracks of all time",
    "--time-zone",
    "Europe/Madrid",
    "--json",
  );
  expect(jsonOf(tracks)).toMatchObject({
    slug: "tops",
    title: "Top tracks of all time",
    time_zone: "Europe/Madrid",
    state: "unpopulated",
  });
  expect((await run("views", "discover")).stdout).toBe(
    "Every materialized view of this database is registered.\n",
  );

  const advice = await run("doctor", "tops", "--json");
  expect(advice.code).toBe(1);
  expect(
    jsonOf(advice).map(({ check_name, severity, cure }: Record<string, string>) => [
      check_name,
      severity,
      cure,
    ]),
  ).toEqual([
    ["populated", "error", "select * from frescura.refresh('tops');"],
    ["unique_index", "warning", "create unique index on public.top_tracks (track_id);"],
  ]);

  expect(jsonOf(await run("refresh", "sales-by-country", "--json"))).toMatchObject({
    refreshed: true,
    rows_affected: 319,
    mode: "concurrent",
    mode_reason: null,
  });
  const first = await run("refresh", "tops");
  expect(first).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/plain, 100 rows\.\nIt has never been filled/),
  });

  // The advice, followed: the next refresh is concurrent.
  await database.sql.unsafe(jsonOf(await run("doctor", "tops", "--json"))[0].cure);
  expect(jsonOf(await run("refresh", "tops", "--force", "--json"))).toMatchObject({ mode: "concurrent" });
  expect(await run("doctor", "tops")).toMatchObject({ code: 0, stdout: "Nothing found.\n" });
  for (const view of ['"Sales by Country"', "top_tracks"])
    expect(await difference(database.sql, view)).toEqual(NONE);

  const health = await run("health", "--json");
  expect(health.code).toBe(0);
  expect(
    jsonOf(health).map(({ slug, freshness, rows_count }: Record<string, unknown>) => [
      slug,
      freshness,
      rows_count,
    ]),
  ).toEqual([
    ["sales-by-country", "fresh", 319],
    ["tops", "fresh", 100],
  ]);
});
