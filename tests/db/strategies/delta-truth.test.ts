import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { expectExact, pending } from "@/tests/support/ledger/lab";

let database: TestDatabase;
const sql = () => database.sql;
const change = (text: string) => sql().unsafe(text);

beforeAll(async () => {
  database = await createDatabase();
  await change(`
    delete from frescura.views;
    create table pos (id int primary key, day date not null, amount numeric not null);
    create table web (id int primary key, day date not null, amount numeric not null);
    create table names (id int primary key, name text not null);
    insert into pos select g, date '2026-01-01' + g % 500, g from generate_series(1, 20000) g;
    insert into web select g, date '2026-01-01' + g % 500, g from generate_series(1, 20000) g;
    insert into names select g, 'n' || g from generate_series(1, 20000) g;
    create index on pos (day, amount);
    create materialized view unioned as
      select 'pos' as source, id, day, amount from pos union all select 'web', id, day, amount from web;
    create unique index on unioned (source, id);
    create materialized view joined as select p.id, n.name, p.amount from pos p join names n on n.id = p.id;
    create unique index on joined (id);
    create materialized view summed as select day, count(*) as n, sum(amount) as amount from pos group by day;
    create unique index on summed (day);
    select frescura.register('unioned'), frescura.register('joined'), frescura.register('summed');
    select frescura.track('unioned', 'pos', array['''pos''', 'r.id'], p_trial => false);
    select frescura.track('unioned', 'web', array['''web''', 'r.id'], p_trial => false);
    select frescura.track('joined', 'pos', array['r.id'], p_trial => false);
    select frescura.track('joined', 'names', p_lookup => 'select p.id from public.pos p where p.id = :key::int', p_trial => false);
    select frescura.track('summed', 'pos', array['r.day'], 'r.amount', p_trial => false);
    analyze`);
  for (const slug of ["unioned", "joined", "summed"]) {
    await sql()`select frescura.refresh(${slug})`;
    await sql()`select frescura.set_strategy(${slug}, 'delta')`;
  }
});
afterAll(() => database.drop());

interface Plan {
  "Node Type": string;
  "Relation Name"?: string;
  Plans?: Plan[];
}
const nodes = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];

describe("one key", () => {
  test.each([
    ["unioned", "update pos set amount = amount + 1 where id = 7"],
    ["joined", "update names set name = 'x' where id = 7"],
    ["summed", "update pos set amount = amount + 1 where id = 7"],
    // The table of 500 groups is so small that to read it whole is the cheapest.
  ])("of %s: neither source nor table is scanned whole", async (slug, write) => {
    const [query] = await sql()`
      select frescura.apply_query(at.view_oid, false) as text, t.baseline_snapshot::text as baseline
        from frescura.tracking t cross join lateral frescura.locate(t.view_id) at where t.view_id = frescura.view_id(${slug})`;
    const [row] = await sql().begin(async (tx) => {
      await tx.unsafe(write);
      await tx.unsafe(
        `prepare applied(pg_snapshot, bigint) as ${query!.text}; set local plan_cache_mode = force_custom_plan`,
      );
      const plan = await tx.unsafe(`explain (format json) execute applied('${query!.baseline}', 3000)`);
      await tx.unsafe("deallocate applied");
      return plan;
    });
    const all = nodes((row!["QUERY PLAN"] as [{ Plan: Plan }])[0].Plan);
    const whole = all.filter((node) => node["Node Type"] === "Seq Scan").map((node) => node["Relation Name"]);
    expect(whole.filter((name) => ["pos", "web", "names", "unioned", "joined"].includes(name ?? ""))).toEqual(
      [],
    );
  });

  test("is changed in place, without touching an index", async () => {
    await change(
      "select frescura.refresh('unioned'); update pos set amount = amount + 1 where id = 11; select frescura.refresh('unioned')",
    );
    const [run] =
      await change(`select mode, keys::integer, rows_written::integer as written, rows_hot::integer as hot,
      rows_affected::integer as rows, rows_inserted::integer as inserted, rows_deleted::integer as deleted
      from frescura.refresh_log order by id desc limit 1`);
    expect(run).toEqual({
      mode: "delta",
      keys: 1,
      written: 1,
      hot: 1,
      rows: 40_000,
      inserted: 1,
      deleted: 1,
    });
  });
});

const proofs = async () =>
  (
    await sql()`select count(*)::integer as count from frescura.verifications
                where view_id = frescura.view_id('summed') and triggered_by = 'frescura:delta'`
  )[0]!.count;
const delta = async (amount: number) => {
  await change(`update pos set amount = ${amount} where id = 20; select frescura.refresh('summed')`);
  return (
    await change("select status, mode, mode_reason from frescura.refresh_log order by id desc limit 1")
  )[0];
};
/** Writes the table past its guard, as only its owner can, and on purpose. */
const spoil = (write: string) =>
  change(`do $$ begin
    execute format('alter table summed disable trigger frescura_managed_%s', frescura.view_id('summed'));
    ${write};
    execute format('alter table summed enable always trigger frescura_managed_%s', frescura.view_id('summed')); end $$`);

describe("the truth of deltas", () => {
  test("the first five of a view are verified whole, no more", async () => {
    for (let n = 0; n < 7; n++) expect(await delta(n)).toMatchObject({ status: "completed", mode: "delta" });
    expect(await proofs()).toBe(5);
    expect(await sql()`select sum(differing_keys)::integer as differing from frescura.verifications`).toEqual(
      [{ differing: 0 }],
    );
    expect(await sql()`select proven from frescura.explain_strategy('summed')`).toEqual([{ proven: 5 }]);
  });

  test("a difference: told, unknown until all of it is compared, which it asks for; then verified anew", async () => {
    await spoil("update summed set amount = amount + 1 where day = '2026-02-02'");
    const [found] =
      await sql()`select differing_keys::integer as differing, keys from frescura.verify('summed')`;
    expect(found).toEqual({ differing: 1, keys: [["2026-02-02"]] });
    expect(await pending(sql(), "summed")).toEqual([{ known: false, reason: "no_baseline" }]);
    await expectExactLive();
    expect(
      await sql()`select slug from frescura.open_drift() d join frescura.views v on v.id = d.view_id`,
    ).toEqual([{ slug: "summed" }]);
    expect(await sql()`select operation from frescura.refresh_triggers where processed_at is null`).toEqual([
      { operation: "request" },
    ]);
    expect(await sql()`select mode, reason from frescura.explain_strategy('summed')`).toEqual([
      { mode: "rebuild", reason: "drift" },
    ]);
    expect(await delta(100)).toEqual({ status: "completed", mode: "rebuild", mode_reason: "drift" });
    await expectExact(sql(), "summed");
    expect(await delta(101)).toEqual({ status: "completed", mode: "delta", mode_reason: null });
    expect(await proofs()).toBe(6);
    expect(await sql()`select from frescura.open_drift()`).toEqual([]);
  });

  test("a wrong delta is found by its own verification", async () => {
    await spoil("delete from summed where day = '2026-02-03'");
    expect(await delta(102)).toMatchObject({ mode: "delta" });
    expect(await sql()`select reason from frescura.explain_strategy('summed')`).toEqual([
      { reason: "drift" },
    ]);
    expect(await delta(103)).toMatchObject({ mode: "rebuild", mode_reason: "drift" });
    await expectExact(sql(), "summed");
  });

  test("asked, all of it is compared, once", async () => {
    await change(`select frescura.set_strategy('summed', 'delta', '{"rebuild": true}')`);
    expect(await delta(104)).toEqual({ status: "completed", mode: "rebuild", mode_reason: "asked" });
    expect(await delta(105)).toEqual({ status: "completed", mode: "delta", mode_reason: null });
  });
});

async function expectExactLive() {
  const differing = await change(`
    (table summed_live except all select day, count(*), sum(amount) from pos group by day) union all
    (select day, count(*), sum(amount) from pos group by day except all table summed_live)`);
  expect([...differing]).toEqual([]);
}

test("one that compares all is not slow for being no delta; a delta is by what deltas take", async () => {
  const ran = (mode: string, ms: number, n = 1) => sql()`
    insert into frescura.refresh_log (view_id, view_name, status, trigger_type, triggered_by, mode, refresh_started_at,
                                      refresh_completed_at, refresh_duration_ms)
    select id, 'joined', 'completed', 'test', 'test', ${mode}, clock_timestamp(), clock_timestamp(), ${ms}
      from frescura.views, generate_series(1, ${n}::integer) where slug = 'joined'`;
  const slow = () =>
    sql()`select detail from frescura.alert_when_slow() where view_id = frescura.view_id('joined')`;
  await ran("delta", 10, 8);
  await ran("rebuild", 20_000);
  expect(await slow()).toEqual([]);
  await ran("delta", 5_000);
  expect(await slow()).toEqual([{ detail: { duration_ms: 5000, usual_ms: 10 } }]);
});

test("what the next refresh would do, and what it cost", async () => {
  await change("select frescura.refresh('summed'); update pos set amount = 1 where id in (1, 2)");
  const [row] =
    await sql()`select strategy, mode, reason, keys::integer, rows_count::integer as rows, costs, needs,
                                   expected_ms is not null as priced from frescura.explain_strategy('summed')`;
  expect(row).toMatchObject({
    strategy: "delta",
    mode: "delta",
    reason: null,
    keys: 2,
    rows: 500,
    needs: [],
    priced: true,
  });
  expect(row!.costs.delta).toMatchObject({
    runs: expect.any(Number),
    median_ms: expect.any(Number),
    key_us: expect.any(Number),
  });
});
