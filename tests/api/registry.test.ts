import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { discovery, registeredView } from "@/lib/contract/registry";
import { viewSettings } from "@/lib/contract/view-settings";
import type { Role } from "@/lib/roles";
import { type Api, call, read, startApi } from "@/tests/support/api";
import { Sessions } from "@/tests/support/sessions";

/** 63 characters, as long as a name can be, with all that a name can hold. */
const ODD = `Ventas "2024" 🚀 'año'; drop table frescura.views; -- ${"x".repeat(6)}`;

let api: Api;
let sessions: Sessions;
const sql = () => api.database.sql;

beforeAll(async () => {
  api = await startApi();
  sessions = new Sessions(api.database.url);
  await sql().unsafe(`
    create schema shop;
    create table shop.sale (id integer primary key, total numeric(14,2), note text);
    insert into shop.sale select g, g * 100, 'n' from generate_series(1, 20) g;
    create materialized view shop.sales_mv as select id, total from shop.sale;
    create unique index on shop.sales_mv (id);
    create materialized view shop.empty_mv as select 1 as id with no data`);
  await sql().unsafe(`create materialized view ${quoted(ODD)} as select id from shop.sale`);
});
afterAll(async () => {
  await sessions.end();
  await api.stop();
});

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

async function send(method: string, path: string, body?: unknown, role: Role = "admin") {
  const text = body === undefined ? undefined : JSON.stringify(body);
  return await read(await call(method, `/api/v1/mv/${path}`, { token: await api.token(role), body: text }));
}

const captures = async () =>
  (
    await sql()`select count(*)::int as n from pg_trigger where tgname like 'frescura_capture_%' and tgrelid = 'shop.sale'::regclass`
  )[0]!.n;

describe("discovering", () => {
  test("lists what nobody has registered, with what each would need", async () => {
    const { body } = await send("GET", "discover", undefined, "ops");
    expect(discovery.parse(body)).toEqual(body);
    const needs = Object.fromEntries(body.found.map((view: { view_name: string }) => [view.view_name, view]));
    expect(needs.sales_mv).toMatchObject({ needs: [], cure: null, next_mode: "concurrent" });
    expect(needs.empty_mv.needs).toEqual(["unique_index", "first_refresh"]);
    expect(needs[ODD].needs).toEqual(["unique_index"]);
    // The page has words of its own for each.
    expect(needs[ODD].cure).toContain(`create unique index on public.${quoted(ODD)} (id);`);
  });
});

describe("registering", () => {
  test("takes a slug and an SLA, by whatever name, and it is no longer found", async () => {
    const { status, body } = await send("POST", "views", {
      view: `public.${quoted(ODD)}`,
      slug: "odd",
      sla_seconds: 1800,
    });
    expect(status, JSON.stringify(body)).toBe(200);
    expect(registeredView.parse(body)).toEqual(body);
    expect(body).toMatchObject({ slug: "odd", view_name: ODD, sla_seconds: 1800, stale_seconds: 3600 });
    const { body: left } = await send("GET", "discover");
    expect(left.found.map((view: { view_name: string }) => view.view_name).sort()).toEqual([
      "empty_mv",
      "sales_mv",
    ]);
    const refreshed = await send("POST", "refresh/odd");
    expect(refreshed.body).toMatchObject({ success: true, rows_affected: 20 });
    expect((await send("GET", "health/odd")).body).toMatchObject({ freshness: "fresh", rows_count: 20 });
  });

  test.each([
    [{ view: "shop.sales_mv", slug: "odd" }, 409, "conflict"],
    [{ view: `public.${quoted(ODD)}` }, 409, "conflict"],
    [{ view: "shop.sale" }, 404, "not_found"],
    [{ view: "nowhere" }, 404, "not_found"],
    [{ view: "shop.sales_mv", slug: "Not a slug" }, 400, "bad_body"],
    [{ view: "shop.sales_mv", sla_seconds: 0 }, 400, "bad_body"],
    [{ view: "shop.sales_mv", time_zone: "Mars/Olympus" }, 400, "bad_body"],
    [{}, 400, "bad_body"],
  ])("refuses %j", async (view, status, code) => {
    expect(await send("POST", "views", view)).toMatchObject({ status, body: { code } });
  });
});

test("targets are replaced as one list, stand in the settings and the audit log, and are refused as one", async () => {
  await sql()`select frescura.register('shop.sales_mv', 'aimed')`;
  const office = { seconds: 900, weekdays: [5, 1, 1], opens: "09:00", closes: "18:00" };
  const kept = [{ ...office, weekdays: [1, 5], monthdays: null }];
  const { body, status } = await send("PATCH", "views/aimed", { targets: [office] });
  expect({ status, targets: body.targets }).toEqual({ status: 200, targets: kept });
  for (const wrong of [
    { ...office, opens: "9" },
    { ...office, seconds: 0 },
    { ...office, weekdays: [] },
  ]) {
    expect(await send("PATCH", "views/aimed", { targets: [wrong] })).toMatchObject({ status: 400 });
  }
  expect((await send("GET", "views/aimed")).body.targets).toEqual(kept);
  const [noted] = await sql()`select detail from frescura.audit_log where target = 'aimed'`;
  expect(noted!.detail).toEqual({ targets: "15m mon,fri 09:00-18:00" });
  await sql()`select frescura.unregister('aimed')`;
});

describe("forgetting", () => {
  beforeEach(async () => {
    await sql().unsafe(`select frescura.unregister(slug) from frescura.views where slug = 'shop-sales';
      select frescura.register('shop.sales_mv', 'shop-sales');
      select frescura.watch('shop-sales', 'shop.sale', 'total', 1000);
      select frescura.track('shop-sales', 'shop.sale', array['r.id'], 'r.total')`);
    await sql()`select frescura.refresh('shop-sales', 'test')`;
  });

  test("says what is lost, and leaves nothing behind but the view itself", async () => {
    await sql()`update shop.sale set total = 5000 where id = 1`;
    const { body: settings } = await send("GET", "views/shop-sales");
    expect(viewSettings.parse(settings)).toEqual(settings);
    expect(settings.holdings).toEqual({ attempts: 1, events_waiting: 1, schedules: 2, verifications: 0 });
    expect(await captures()).toBe(4);
    const { live_view } = settings;

    const gone = await send("DELETE", "views/shop-sales");
    expect(gone.body).toEqual({ view: "shop-sales", unregistered: true, holdings: settings.holdings });
    expect(await captures()).toBe(0);
    const [left] = await sql()`
      select to_regclass(${live_view}) as live, (select count(*)::int from pg_class where relname like 'ledger_%' and relkind = 'r') as ledgers,
             (select count(*)::int from pg_proc where proname ~ '^capture_[0-9]+_') as functions,
             (select count(*)::int from shop.sales_mv) as rows,
             (select detail->>'attempts' from frescura.audit_log where action = 'view.unregister') as noted`;
    // The shipped view has its own: a ledger, and two sources of four functions each.
    expect(left).toEqual({ live: null, ledgers: 1, functions: 8, rows: 20, noted: "1" });
    // Who writes there notices nothing.
    await sql()`update shop.sale set total = 1 where id = 1`;
    expect(await sql()`select from frescura.capture_failures`).toHaveLength(0);
    expect(await send("DELETE", "views/shop-sales")).toMatchObject({ status: 404 });
  });

  test("does not wait for a writer that does not end, and changes nothing", async () => {
    const writer = await sessions.start();
    await writer.sql.unsafe("begin; update shop.sale set total = 2 where id = 2");
    const busy = await send("DELETE", "views/shop-sales");
    expect(busy).toMatchObject({ status: 503, body: { code: "busy", retry_after: 5 } });
    await writer.sql`rollback`;
    expect(await captures()).toBe(4);
    expect((await send("GET", "views/shop-sales")).status).toBe(200);
  });

  test("is refused while something reads its live view", async () => {
    const { live_view } = (await send("GET", "views/shop-sales")).body;
    await sql().unsafe(`create view shop.reader as select * from ${live_view}`);
    const { status, body } = await send("DELETE", "views/shop-sales");
    expect({ status, code: body.code }).toEqual({ status: 503, code: "busy" });
    expect(body.detail).toMatch(/reads its live view/);
    await sql()`drop view shop.reader`;
    expect(await captures()).toBe(4);
  });
});

describe("watching", () => {
  const watch = { view: "shop-sales", source: "shop.sale", amount: "total", key: "id" };
  const urgent = async (total: number) => {
    await sql()`delete from frescura.refresh_triggers`;
    await sql()`update shop.sale set total = ${total} where id = 3`;
    return (await sql()`select from frescura.refresh_triggers`).length;
  };
  beforeAll(async () => {
    await sql().unsafe(
      "select frescura.unregister(slug) from frescura.views where slug = 'shop-sales'; select frescura.register('shop.sales_mv', 'shop-sales')",
    );
  });

  test("makes writes from an amount on urgent, in the currency that is meant", async () => {
    const { status, body } = await send("POST", "watches", { ...watch, threshold: 500, currency: "usd" });
    expect(status, JSON.stringify(body)).toBe(200);
    expect(viewSettings.parse(body).tracks).toMatchObject([
      { source: "shop.sale", threshold: 500, threshold_currency: "USD", tracked: false },
    ]);
    expect([await urgent(499), await urgent(500)]).toEqual([0, 1]);
  });

  test("changes its threshold, and ends", async () => {
    await send("PATCH", "watches", {
      view: "shop-sales",
      source: "shop.sale",
      threshold: 10_000,
      currency: "MXN",
    });
    expect([await urgent(9999), await urgent(10_000)]).toEqual([0, 1]);
    const where = "watches?view=shop-sales&source=shop.sale";
    expect((await send("DELETE", where)).body).toMatchObject({ unwatched: true });
    expect([await urgent(99_999), await captures()]).toEqual([0, 0]);
    expect(await send("DELETE", where)).toMatchObject({ status: 400, body: { parameter: "source" } });
  });

  test("of a tracked source leaves it tracked", async () => {
    await sql()`select frescura.track('shop-sales', 'shop.sale', array['r.id'], 'r.total')`;
    await send("POST", "watches", { ...watch, threshold: 500 });
    expect(await urgent(600)).toBe(1);
    await send("DELETE", "watches?view=shop-sales&source=shop.sale");
    expect([await urgent(600), await captures()]).toEqual([0, 4]);
    const { tracks } = (await send("GET", "views/shop-sales")).body;
    expect(tracks).toMatchObject([{ source: "shop.sale", tracked: true, threshold: null }]);
  });

  test.each([
    [{ source: "nowhere" }, "source"],
    [{ amount: "nope" }, "amount"],
    [{ amount: "note" }, "amount"],
    [{ key: "nope" }, "key"],
    [{ threshold: -1 }, "threshold"],
    [{ currency: "pesos" }, "currency"],
  ])("%j is refused", async (change, parameter) => {
    const { status, body } = await send("POST", "watches", { ...watch, ...change });
    expect({ status, code: body.code, parameter: body.parameter }).toEqual({
      status: 400,
      code: "bad_body",
      parameter,
    });
  });
});

test("what a person has ended stays ended when the database is migrated again", async () => {
  const { migrate } = await import("@/db/migrate");
  const kept = async () =>
    await sql()`select s.source_name, s.threshold is not null as watched, s.view_key is not null as tracked
      from frescura.view_sources s join frescura.views v on v.id = s.view_id where v.slug = 'universal-transactions' order by 1`;
  await sql()`select frescura.untrack('universal-transactions')`;
  await sql()`select frescura.unwatch('universal-transactions', 'cpg_pos')`;
  await migrate(api.database.url);
  expect(await kept()).toEqual([{ source_name: "cpg_consignment", watched: true, tracked: false }]);
  await send("DELETE", "views/universal-transactions");
  await migrate(api.database.url);
  expect(await kept()).toEqual([]);
});
