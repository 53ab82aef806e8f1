import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type DataAnswer, dataAnswer } from "@/lib/contract/data";
import { availabilityAnswer, cacheAnswer } from "@/lib/contract/reads";
import { amendEnv } from "@/server/env";
import { flushReads } from "@/server/reads/count";
import { type Api, type Call, call, read, startApi } from "@/tests/support/api";
import { Sessions } from "@/tests/support/sessions";
import { until } from "@/tests/support/wait";

const VIEW = "universal-transactions";
let api: Api;
let token: string;
const sql = () => api.database.sql;

beforeAll(async () => {
  // Half of it may be spent on a lock: so long that no test depends on how busy the machine is.
  api = await startApi({ READ_TIMEOUT_MS: "120000" });
  token = await api.token("ceo");
});
afterAll(() => api.stop());
beforeEach(async () => {
  await sql().unsafe(`
    truncate cpg_pos, cpg_consignment restart identity; update frescura.views set read_policy = 'serve';
    insert into cpg_pos (folio, cliente, monto_total, created_at)
    select 'F' || g, case when g % 2 = 0 then 'Ana' else 'Óscar, "el 100%"' end, g * 10.5, '2026-01-01'::timestamptz + g * interval '1 day'
      from generate_series(1, 7) g;
    insert into cpg_consignment (folio, cliente, monto_total) values ('C1', '=2+3', 99999999.99)`);
  await refresh();
});

const refresh = () => sql()`select status from frescura.refresh(${VIEW}, 'test')`;
const path = (query = "") => `/api/v1/mv/data/${VIEW}${query}`;
const get = (query = "", more: Call = {}) => call("GET", path(query), { token, ...more });

async function data(query = "", more: Call = {}): Promise<DataAnswer> {
  const { status, body } = await read(await get(query, more));
  expect(status, JSON.stringify(body)).toBe(200);
  expect(dataAnswer.parse(body)).toEqual(body);
  return body;
}

const folios = ({ rows }: DataAnswer) => rows.map(({ folio }) => folio);

async function refused(query: string, status: number, code: string) {
  const answer = await read(await get(query));
  expect(answer).toMatchObject({ status, type: "application/problem+json", body: { code } });
  return answer.body;
}

describe("for who looks at them", () => {
  test("the newest come first, where nobody asks for another order", async () => {
    expect(folios(await data("?order=newest&columns=folio&limit=2"))).toEqual(["C1", "F7"]);
    expect(folios(await data("?order=newest&sort=folio&columns=folio&limit=1"))).toEqual(["C1"]);
    await refused("?order=oldest", 400, "bad_parameter");
  });

  test("amounts are summed over all that matches, exactly, and not across currencies", async () => {
    const { page } = await data("?count=true&limit=1&filter[folio]=contains:F");
    expect(page).toMatchObject({ total: 7, sums: { monto_total: "294.00" } });
    expect((await data("?count=true&limit=1")).page.sums).toEqual({ monto_total: "100000293.99" });
    expect((await data("?limit=1")).page.sums).toEqual({});
  });

  test("a file for a spreadsheet says what it is, as of when, by the clock of the business", async () => {
    const response = await get("?format=csv&sheet=es&columns=folio,fecha&filter[folio]=eq:F1");
    expect(response.headers.get("content-disposition")).toMatch(
      /filename="universal-transactions \d{4}-\d\d-\d\d \d\d\.\d\d\.csv"/,
    );
    const bytes = new Uint8Array(await response.arrayBuffer());
    // The mark by which Excel knows UTF-8; a decoder would take it away.
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const [title, cut, saved, empty, head, row] = new TextDecoder().decode(bytes).split("\r\n");
    expect(title).not.toBe("");
    expect(cut).toMatch(/^Corte,\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \(America\/Mexico_City\)$/);
    expect(saved).toMatch(/^Descargado,/);
    expect([empty, head]).toEqual(["", "folio,fecha"]);
    expect(row).toMatch(/^F1,.*-06$/);
  });
});

describe("rows", () => {
  test("come with where they are from, as of when, and what is missing", async () => {
    const body = await data();
    expect(body).toMatchObject({
      view: VIEW,
      served_from: "mv",
      reason: null,
      freshness: "fresh",
      exact: true,
    });
    expect(body.pending).toEqual({
      known: true,
      reason: null,
      transactions: 0,
      amounts: {},
      oldest_at: null,
    });
    expect(body.rows).toHaveLength(8);
    expect(body.columns).toContainEqual({ name: "monto_total", type: "numeric(14,2)" });
    expect(body.page).toEqual({ limit: 100, offset: 0, next_offset: null, total: null, sums: {} });
    const [log] = await sql()`select max(id) as id, max(refresh_started_at) as at from frescura.refresh_log`;
    expect(body).toMatchObject({ refresh_id: log!.id, as_of: log!.at.toISOString() });

    await sql()`insert into cpg_pos (monto_total) values (1240000)`;
    const later = await data();
    expect(later).toMatchObject({ exact: false, pending: { transactions: 1, amounts: { MXN: 1_240_000 } } });
    expect(later.rows).toEqual(body.rows);
  });

  test("in pages that do not overlap, in the order asked for", async () => {
    const pages = [];
    for (let offset: number | null = 0; offset !== null; ) {
      const page: DataAnswer = await data(`?sort=-monto_total&limit=3&offset=${offset}&count=true`);
      expect(page.page.total).toBe(8);
      pages.push(folios(page));
      offset = page.page.next_offset;
    }
    expect(pages).toEqual([
      ["C1", "F7", "F6"],
      ["F5", "F4", "F3"],
      ["F2", "F1"],
    ]);
  });

  test.each([
    ["filter[folio]=eq:F3", ["F3"]],
    ["filter[cliente]=ne:Ana&filter[source]=eq:pos", ["F1", "F3", "F5", "F7"]],
    ["filter[monto_total]=lt:21", ["F1"]],
    ["filter[monto_total]=lte:21.0", ["F1", "F2"]],
    ["filter[monto_total]=gt:63&filter[monto_total]=lt:80", ["F7"]],
    ["filter[fecha]=gte:2026-01-07&filter[source]=eq:pos", ["F6", "F7"]],
    ["filter[cliente]=contains:100%25&limit=2", ["F1", "F3"]],
    ["filter[cliente]=contains:_", []],
    ["filter[folio]=is_null:true", []],
    ["filter[folio]=is_null:false&filter[source]=eq:consignment", ["C1"]],
    ["filter[folio]=eq:F1' or true --", []],
    ["filter[folio]=eq:C1:D2", []],
  ])("that match %s", async (query, expected) => {
    expect(folios(await data(`?${query}&sort=folio`))).toEqual(expected);
  });

  test("of only some columns, with numbers in full", async () => {
    const { rows, columns } = await data("?columns=folio,monto_total&filter[folio]=eq:C1");
    expect(columns.map(({ name }) => name)).toEqual(["folio", "monto_total"]);
    expect(rows).toEqual([{ folio: "C1", monto_total: 99999999.99 }]);
  });

  test("of columns with any name", async () => {
    await sql().unsafe(`create materialized view odd as select 1 as "a""b; drop table cpg_pos", 2 as "__proto__";
                        select frescura.register('odd'); select frescura.refresh('odd', 'test')`);
    const name = encodeURIComponent('a"b; drop table cpg_pos');
    const response = await call(
      "GET",
      `/api/v1/mv/data/odd?filter[${name}]=eq:1&filter[__proto__]=eq:2&sort=-${name}`,
      {
        token,
      },
    );
    expect((await response.text()).endsWith(',"rows":[{"a\\"b; drop table cpg_pos":1,"__proto__":2}]}')).toBe(
      true,
    );
  });
});

test.each([
  ["filter[nothing]=eq:1", "filter[nothing]"],
  ["filter[folio]=F1", "filter.folio.0"],
  ["filter[folio]=like:F", "filter.folio.0"],
  ["filter[folio]=is_null:maybe", "filter.folio.0"],
  ["filter[monto_total]=gt:much", "filter[monto_total]"],
  ["filter[fecha]=lt:yesterdayish", "filter[fecha]"],
  ["sort=nothing", "sort"],
  ["sort=monto_total desc", "sort"],
  ["columns=folio,password_hash", "columns"],
  ["limit=1001", "limit"],
  ["limit=0", "limit"],
  ["limit=1;drop table cpg_pos", "limit"],
  ["offset=-1", "offset"],
  ["source=frescura.users", "source"],
  ["format=xml", "format"],
  ["count=yes", "count"],
  ["filters[folio]=eq:F1", "filters[folio]"],
  ["limit=1&limit=2", "limit"],
])("?%s is refused", async (query, parameter) => {
  expect(await refused(`?${query}`, 400, "bad_parameter")).toMatchObject({ parameter });
});

describe("where a read goes", () => {
  const policy = (is: string) => sql()`update frescura.views set read_policy = ${is} where slug = ${VIEW}`;
  const age = () =>
    sql()`update frescura.refresh_log set refresh_started_at = refresh_started_at - interval '90 minutes'`;

  test("the view, its live view and its sources say the same but for what is pending", async () => {
    await sql()`delete from cpg_pos where folio = 'F1'`;
    await sql()`update cpg_pos set monto_total = 1 where folio = 'F2'`;
    const [mv, live, base] = await Promise.all(
      ["mv", "live", "base"].map((source) => data(`?source=${source}&sort=folio&columns=folio,monto_total`)),
    );
    expect(folios(mv!)).toContain("F1");
    expect(mv).toMatchObject({ served_from: "mv", exact: false, pending: { transactions: 2 } });
    for (const exact of [live!, base!]) {
      expect(exact.exact).toBe(true);
      expect(folios(exact)).not.toContain("F1");
      expect(exact.rows.find(({ folio }) => folio === "F2")).toEqual({ folio: "F2", monto_total: 1 });
    }
    expect(live!.rows).toEqual(base!.rows);
    expect([live!.served_from, base!.served_from]).toEqual(["live", "base"]);
  });

  test.each([
    ["serve", "mv"],
    ["live", "live"],
    ["base", "base"],
  ])("a stale view with the policy %s is served from %s", async (is, from) => {
    await policy(is);
    expect(await data()).toMatchObject({ served_from: "mv", reason: null });
    await age();
    expect(await data()).toMatchObject({ served_from: from, reason: "stale", freshness: "stale" });
  });

  test("a stale view with the policy fail is not", async () => {
    await policy("fail");
    await age();
    expect(await refused("", 503, "read_failed")).toMatchObject({ reason: "stale", served_from: null });
    // Who insists gets it.
    expect(await data("?source=mv")).toMatchObject({ served_from: "mv", reason: "stale" });
  });

  test("a view whose capture is off is not to be trusted", async () => {
    await policy("live");
    await sql().unsafe("alter table cpg_pos disable trigger user");
    await sql()`insert into cpg_pos (folio, monto_total) values ('UNSEEN', 5)`;
    const body = await data("?filter[folio]=eq:UNSEEN");
    expect(body).toMatchObject({ freshness: "unknown", reason: "capture_off", served_from: "live" });
    expect(folios(body)).toEqual(["UNSEEN"]);
    await sql().unsafe(`alter table cpg_pos enable trigger user;
      select frescura.make_capture(id) from frescura.view_sources`);
    const triggers = await sql()<{ name: string }[]>`
      select tgname as name from pg_trigger where tgrelid = 'cpg_pos'::regclass and tgname like 'frescura_capture_%'`;
    for (const { name } of triggers) await sql().unsafe(`alter table cpg_pos enable always trigger ${name}`);
  });

  test("a view that is gone is served from its sources, by the definition that was kept", async () => {
    await sql().unsafe(`create table things (id integer primary key, what text, price numeric(8,2));
      insert into things values (1, 'one', -1.50), (2, 'two', null);
      create materialized view things_mv as select id, what, price from things; create unique index on things_mv (id);
      select frescura.register('things_mv'); select frescura.refresh('things', 'test');
      drop materialized view things_mv; insert into things values (3, 'three', 3)`);
    const of = async (query: string) =>
      await read(await call("GET", `/api/v1/mv/data/things${query}`, { token }));
    const { body } = await of("?sort=-id&filter[price]=is_null:false");
    expect(body).toMatchObject({ served_from: "base", reason: "missing", freshness: "unknown", exact: true });
    expect(body.rows).toEqual([
      { id: 3, what: "three", price: 3 },
      { id: 1, what: "one", price: -1.5 },
    ]);
    expect(body.columns).toContainEqual({ name: "what", type: "text" });
    expect((await of("?filter[price]=eq:x")).body).toMatchObject({ parameter: "filter[price]" });
    await sql()`update frescura.views set read_policy = 'fail' where slug = 'things'`;
    expect((await of("")).body).toMatchObject({ code: "read_failed", reason: "missing" });
    for (const source of ["live", "base"]) {
      expect(await of(`?source=${source}`)).toMatchObject({
        status: 422,
        body: { code: "unsupported", reason: "source_refused" },
      });
    }
    await sql()`update frescura.views set read_policy = 'serve' where slug = 'things'`;
    expect((await of("?source=live")).body).toMatchObject({ code: "read_failed", reason: "not_tracked" });
    await sql()`update frescura.views set definition = null where slug = 'things'`;
    expect((await of("?source=base")).body).toMatchObject({ code: "read_failed", reason: "no_definition" });
  });

  test("a view that cannot be compared by a column says so", async () => {
    await sql().unsafe(`create materialized view docs as select 1 as id, '{}'::json as doc;
      select frescura.register('docs'); select frescura.refresh('docs', 'test')`);
    const of = async (query: string) =>
      (await read(await call("GET", `/api/v1/mv/data/docs?${query}`, { token }))).body;
    expect(await of("sort=doc")).toMatchObject({ code: "bad_parameter", parameter: "sort" });
    expect(await of("filter[doc]=eq:{}")).toMatchObject({ code: "bad_parameter", parameter: "filter[doc]" });
    expect((await of("filter[doc]=contains:{")).rows).toEqual([{ id: 1, doc: {} }]);
  });

  test("a view that a refresh locks is served from its sources, unless it is to fail", async () => {
    amendEnv({ READ_TIMEOUT_MS: "200" });
    const sessions = new Sessions(api.database.url);
    const { sql: other } = await sessions.start();
    try {
      await other`begin`;
      await other`lock table cpg_pos in access share mode`;
      await other.unsafe("refresh materialized view universal_transactions_mv");
      expect(await data("?limit=1")).toMatchObject({ served_from: "base", reason: "locked" });
      await policy("fail");
      expect(await refused("?limit=2", 503, "too_slow")).toMatchObject({ retry_after: 5 });
    } finally {
      await other`rollback`;
      await sessions.end();
      amendEnv({ READ_TIMEOUT_MS: "120000" });
    }
  });

  test("a query that takes too long is ended", async () => {
    await sql().unsafe(`create view slow as select 1 as id, pg_sleep(100)::text as nap;
      create materialized view slow_mv as select id, nap from slow with no data; select frescura.register('slow_mv')`);
    amendEnv({ READ_TIMEOUT_MS: "100" });
    const answer = await read(await call("GET", "/api/v1/mv/data/slow?source=base", { token }));
    amendEnv({ READ_TIMEOUT_MS: "120000" });
    expect(answer).toMatchObject({ status: 503, body: { code: "too_slow" } });
    expect(answer.headers.get("retry-after")).toBe("5");
  });
});

describe("the cache", () => {
  const hit = (response: Response) => response.headers.get("x-frescura-cache") === "hit";

  test("answers the second time, with the same words", async () => {
    const first = await get("?limit=5&sort=folio");
    const second = await get("?sort=folio&limit=5");
    expect([hit(first), hit(second)]).toEqual([false, true]);
    expect(await second.text()).toBe(await first.text());
    expect(second.headers.get("etag")).toBe(first.headers.get("etag"));
    expect(second.headers.get("cache-control")).toBe("private, no-cache");
  });

  test("answers 304 to whoever has it, until anything in the answer changes", async () => {
    const tag = (await get()).headers.get("etag")!;
    const again = await get("", { headers: { "if-none-match": tag } });
    expect([again.status, await again.text()]).toEqual([304, ""]);
    expect((await get("?limit=7", { headers: { "if-none-match": tag } })).status).toBe(200);
    await sql()`insert into cpg_pos (monto_total) values (3)`;
    expect((await get("", { headers: { "if-none-match": tag } })).status).toBe(200);
    const anonymous = await call("GET", path(), { headers: { "if-none-match": tag } });
    expect(anonymous.status).toBe(401);
  });

  test.each([
    ["concurrently", "concurrently"],
    ["plainly", ""],
  ])("holds nothing any more once the view is refreshed %s, be it behind our back", async (_how, mode) => {
    const before = await get("?sort=folio");
    await sql()`insert into cpg_pos (folio, monto_total) values ('A0', 1)`;
    expect(hit(await get("?sort=folio"))).toBe(true);
    await sql().unsafe(`refresh materialized view ${mode} universal_transactions_mv`);
    const after = await get("?sort=folio");
    expect([hit(before), hit(after)]).toEqual([false, false]);
    expect(folios(await after.json())).toContain("A0");
    await sql()`insert into cpg_pos (folio, monto_total) values ('A1', 1)`;
    await refresh();
    expect(folios(await data("?sort=folio"))).toContain("A1");
  });

  test("cannot be poisoned by a plain refresh between plan and rows", async () => {
    const sessions = new Sessions(api.database.url);
    const { sql: other } = await sessions.start();
    try {
      const before = await data("?limit=6");
      await sql()`insert into cpg_pos (folio, monto_total) values ('NEW', 7)`;
      await other`begin`;
      await other.unsafe("drop index universal_transactions_mv_key");
      const [run] = await other`select refresh_id, status from frescura.refresh(${VIEW}, 'test')`;
      expect(run!.status).toBe("completed");
      // The read has its plan, from before the refresh, and waits for the rows.
      const query = "?filter[folio]=eq:NEW";
      const reading = get(query);
      await until("the read waits for the view", async () => {
        const [row] = await sql()`select pid from pg_stat_activity
          where datname = current_database() and application_name = 'frescura read' and wait_event_type = 'Lock'`;
        return row;
      });
      await other`commit`;
      const body: DataAnswer = await (await reading).json();
      expect(folios(body)).toEqual(["NEW"]);
      expect(body.refresh_id).toBe(run!.refresh_id);
      expect(body.refresh_id).toBeGreaterThan(before.refresh_id!);
      const again = await get(query);
      expect(hit(again)).toBe(true);
      expect(await again.json()).toEqual(body);
    } finally {
      await sessions.end();
      await sql().unsafe(
        "create unique index if not exists universal_transactions_mv_key on universal_transactions_mv (source, source_id)",
      );
    }
  });

  test("is not asked where rows may change without a refresh", async () => {
    const live = await get("?source=live");
    expect(live.headers.get("etag")).toBeNull();
    expect(live.headers.get("cache-control")).toBe("no-store");
    await sql()`insert into cpg_pos (folio, monto_total) values ('L1', 1)`;
    expect(folios(await data("?source=live"))).toContain("L1");
  });

  test("says how it does, to those who run it", async () => {
    const admin = await api.token("admin");
    const { body } = await read(await call("GET", "/api/v1/mv/cache", { token: admin }));
    const state = cacheAnswer.parse(body);
    expect(state.hits).toBeGreaterThan(0);
    expect(state.entries).toBeGreaterThan(0);
    expect(state.bytes).toBeLessThanOrEqual(state.bytes_max);
  });
});

describe("CSV", () => {
  test.each([
    ["?format=csv", {}],
    ["", { headers: { accept: "text/csv, */*;q=0.1" } }],
  ])("by %s", async (query, more) => {
    const response = await get(
      `${query}${query ? "&" : "?"}sort=folio&columns=folio,cliente,monto_total`,
      more,
    );
    expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(response.headers.get("x-frescura-served-from")).toBe("mv");
    expect(response.headers.get("x-frescura-truncated")).toBe("false");
    const lines = (await response.text()).split("\r\n");
    expect(lines.slice(0, 4)).toEqual([
      "folio,cliente,monto_total",
      "C1,'=2+3,99999999.99",
      'F1,"Óscar, ""el 100%""",10.50',
      "F2,Ana,21.00",
    ]);
    expect(lines).toHaveLength(10);
  });

  test("keeps negative numbers numbers", async () => {
    await sql().unsafe(`create materialized view minus as select -5::numeric as n, '-5'::text as t, null::text as nothing;
      select frescura.register('minus'); select frescura.refresh('minus', 'test')`);
    const response = await call("GET", "/api/v1/mv/data/minus?format=csv", { token });
    expect(await response.text()).toBe("n,t,nothing\r\n-5,'-5,\r\n");
  });

  test("of more rows than one batch, all of one moment", async () => {
    await sql()`insert into cpg_pos (monto_total) select 1 from generate_series(1, 2500)`;
    const response = await get("?format=csv&source=base&columns=source_id");
    await sql()`insert into cpg_pos (monto_total) select 1 from generate_series(1, 10)`;
    // The head, 8 rows from before and 2500 more.
    expect((await response.text()).trimEnd().split("\r\n")).toHaveLength(2509);
  });

  test("ends its transaction when the reader leaves", async () => {
    await sql()`insert into cpg_pos (monto_total) select 1 from generate_series(1, 5000)`;
    const response = await get("?format=csv&source=base");
    await response.body!.cancel();
    await until("the connection is free", async () => {
      const rows = await sql()`select from pg_stat_activity where datname = current_database()
        and application_name = 'frescura read' and state <> 'idle'`;
      return rows.length === 0;
    });
  });

  test("tells what is wrong before it begins", async () => {
    expect(await refused("?format=csv&filter[monto_total]=eq:x", 400, "bad_parameter")).toMatchObject({
      parameter: "filter[monto_total]",
    });
    for (let time = 0; time < 3; time++) await (await get("?format=csv&limit=1")).text();
  });
});

test("every read is counted, with where it came from", async () => {
  await flushReads();
  await sql()`truncate frescura.reads`;
  for (let time = 0; time < 3; time++) await data("?limit=4");
  await data("?source=live");
  await data("?source=base");
  await sql().unsafe(`create materialized view idle as select 1 as n; select frescura.register('idle');
    create materialized view dead as select 1 as n; select frescura.register('dead'); drop materialized view dead`);
  expect((await call("GET", "/api/v1/mv/data/dead", { token })).status).toBe(503);
  await refused("?limit=x", 400, "bad_parameter");
  const { body } = await read(await call("GET", "/api/v1/mv/availability?hours=1", { token }));
  const { views } = availabilityAnswer.parse(body);
  expect(views.find(({ slug }) => slug === VIEW)).toEqual({
    slug: VIEW,
    ...{ reads: 5, answered: 5, failed: 0, percent: 100, from_view: 3, from_live: 1, from_base: 1 },
    ...{ cache_hits: 2, cache_percent: 66.7 },
  });
  expect(views.find(({ slug }) => slug === "dead")).toMatchObject({ reads: 1, failed: 1, percent: 0 });
  expect(views.find(({ slug }) => slug === "idle")).toMatchObject({ reads: 0, percent: null });
});
