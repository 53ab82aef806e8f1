import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { expectBaseline, expectExact, expectUnknown, pending } from "@/tests/support/ledger/lab";

let database: TestDatabase;
const sql = () => database.sql;
const change = (text: string) => sql().unsafe(text);

const MANAGER = "select e.id from public.employees e where e.reports_to = :key::integer";

beforeAll(async () => {
  database = await createDatabase();
  await change(`
    delete from frescura.views;
    create table employees (id integer primary key, name text not null, pay numeric not null default 1,
                            reports_to integer references employees on delete set null);
    insert into employees select g, 'e' || g, g * 10, nullif(g / 3, 0) from generate_series(1, 20) g;
    create materialized view staff_mv as
      select e.id, e.name, e.pay, m.name as manager from employees e left join employees m on m.id = e.reports_to;
    create unique index on staff_mv (id);
    select frescura.register('staff_mv', 'staff', 3600);
    select frescura.track('staff', 'employees', array['r.id'], 'r.pay', p_threshold => 150);
    select frescura.track('staff', 'employees', p_lookup => '${MANAGER}', p_mapping => 'manager')`);
  await expectBaseline(sql(), "staff");
});
afterAll(() => database.drop());

const normal = { class: "normal", currency: "MXN" };

describe("two mappings of one source", () => {
  test.each([
    ["a manager's name", "update employees set name = 'chief' where id = 2"],
    ["a move to another manager", "update employees set reports_to = 2 where id = 17"],
    ["a manager who goes", "delete from employees where id = 3"],
    ["one who comes", "insert into employees values (30, 'new', 5, 1), (31, 'newer', 5, 30)"],
    [
      "a manager's key",
      "update employees set id = 40 where id = 20; update employees set reports_to = 40 where id = 10",
    ],
    [
      "both at once",
      "update employees set name = name || '+', reports_to = case when id > 6 then 4 + id % 2 end",
    ],
    ["all of them", "truncate employees"],
  ])("are exact after %s", async (_what, write) => {
    await change(write);
    await expectExact(sql(), "staff");
  });

  test("count each row and its money once, and the keys of both", async () => {
    await change(
      "truncate employees; insert into employees select g, 'e' || g, g * 10, nullif(g / 3, 0) from generate_series(1, 20) g",
    );
    await expectBaseline(sql(), "staff");
    // Number 2 has those of 6 to 8 below it.
    await change("update employees set name = 'chief' where id = 2");
    expect(await pending(sql(), "staff")).toEqual([
      { ...normal, transactions: 1, keys: 4, rows: 2, amount: 20 },
    ]);
    await change("update employees set pay = 200 where id = 2; update employees set pay = 25 where id = 2");
    expect(await pending(sql(), "staff")).toEqual([
      { class: "high_impact", currency: "MXN", transactions: 0, keys: 4, rows: 2, amount: 0 },
      { ...normal, transactions: 1, keys: 4, rows: 4, amount: 25 },
    ]);
    await change("delete from employees where id = 20");
    expect(await pending(sql(), "staff")).toMatchObject([
      { class: "high_impact", transactions: 1, amount: 200 },
      { ...normal, transactions: 1, amount: 25 },
    ]);
    await expectExact(sql(), "staff");
    await expectBaseline(sql(), "staff");
  });

  test("make one event of a write, and are traced as one row", async () => {
    await change("update employees set pay = 500 where id = 5");
    expect(
      await sql()`select source_key, amount::float8 from frescura.refresh_triggers where processed_at is null and operation = 'update'`,
    ).toEqual([{ source_key: "5", amount: 500 }]);
    expect(await sql()`select source_key, visible from frescura.trace('staff', '5')`).toEqual([
      { source_key: "5", visible: false },
    ]);
    await expectBaseline(sql(), "staff");
  });

  test("follow a source that is renamed, both of them", async () => {
    await change("alter table employees rename to people");
    await expectUnknown(sql(), "staff", "renamed");
    await change("select frescura.follow('staff')");
    expect(await sql()`select source_name, mapping from frescura.view_sources order by id`).toEqual([
      { source_name: "people", mapping: "main" },
      { source_name: "people", mapping: "manager" },
    ]);
    await expectBaseline(sql(), "staff");
    await change("update people set name = 'renamed' where id = 2");
    await expectExact(sql(), "staff");
    await change("alter table people rename to employees; select frescura.follow('staff')");
    await expectBaseline(sql(), "staff");
  });

  test("stay as they are when migrated anew, and when the main one is told again", async () => {
    await change("select frescura.renew_capture()");
    await expectExact(sql(), "staff");
    expect(await pending(sql(), "staff")).toEqual([]);
    await change("select frescura.track('staff', 'employees', array['r.id'], 'r.pay * 2')");
    await expectBaseline(sql(), "staff");
    await change("update employees set name = 'twice' where id = 2");
    expect(await pending(sql(), "staff")).toMatchObject([{ transactions: 1, amount: 50, keys: 4 }]);
    await expectBaseline(sql(), "staff");
  });

  test.each([
    ["a name that is none", "'Manager of'", "", /no name of a mapping/],
    ["an amount", "'third'", ", p_amount => 'r.pay'", /gives keys only/],
  ])("are refused with %s", async (_what, name, more, message) => {
    const attempt = change(
      `select frescura.track('staff', 'employees', array['r.reports_to'], p_mapping => ${name}${more})`,
    );
    await expect(attempt).rejects.toMatchObject({
      code: "22023",
      column_name: "mapping",
      message: expect.stringMatching(message),
    });
  });

  test("end one by one, but the main one with the view", async () => {
    await expect(change("select frescura.untrack('staff', 'employees', 'main')")).rejects.toMatchObject({
      column_name: "mapping",
    });
    await change("select frescura.untrack('staff', 'employees', 'manager')");
    expect(
      await sql()`select count(*)::integer from pg_trigger where tgrelid = 'employees'::regclass and tgname like 'frescura_capture_%'`,
    ).toEqual([{ count: 4 }]);
    await change(
      `select frescura.track('staff', 'employees', p_lookup => '${MANAGER}', p_mapping => 'manager')`,
    );
    await expectBaseline(sql(), "staff");
    await change("select frescura.untrack('staff')");
    expect(await sql()`select mapping, threshold is null as bare from frescura.view_sources`).toEqual([
      { mapping: "main", bare: false },
    ]);
  });
});

/** A view over tables of its own, tracked by its mappings one after the other. */
const make = (definition: string, ...tracks: string[]) => makeBy("id", definition, ...tracks);

async function makeBy(key: string, definition: string, ...tracks: string[]) {
  await change(`drop materialized view if exists made_mv cascade;
    do $$ begin if exists (select from frescura.views where slug = 'made') then perform frescura.unregister('made'); end if; end $$;
    create materialized view made_mv as ${definition}; create unique index on made_mv (${key});
    select frescura.register('made_mv', 'made')`);
  for (const track of tracks) await change(`select frescura.track('made', ${track})`);
}

const refused = (code: string, message: RegExp) => ({ code, message: expect.stringMatching(message) });

describe("judged by the definition", () => {
  beforeAll(() =>
    change(`
      create table node (id integer primary key, parent_id integer, name text not null default 'n', share numeric not null default 1);
      create table other (id integer primary key, node_id integer, place_id integer, amount numeric not null default 1);
      create index on node (parent_id);
      create view node_seen as select id, parent_id, name, share from node;
      insert into node select g, nullif(g / 3, 0), 'n' || g, g from generate_series(1, 12) g;
      insert into other select g, 1 + g % 5, 1 + g % 3, g from generate_series(1, 20) g`),
  );

  const KIDS = "p_lookup => 'select e.id from public.node e where e.parent_id = :key::integer'";
  const WRITES = [
    "update node set name = name || '!' where id in (1, 2)",
    "update node set parent_id = 5, share = share + 1 where id in (7, 8)",
    "update node set id = 50 where id = 3",
    "delete from node where id in (2, 9)",
    "insert into node values (2, 1, 'back', 7), (60, 50, 'leaf', 8)",
    "update node set parent_id = null, share = 0 where id = 60",
    "update node set id = id + 100, parent_id = parent_id + 100",
    "truncate node",
    "insert into node select g, nullif(g / 3, 0), 'n' || g, g from generate_series(1, 12) g",
  ];

  test.each([
    ["a self join", "select e.id, m.name from node e left join node m on m.id = e.parent_id", [KIDS]],
    [
      "a self join in a WITH",
      "with b as (select * from node) select e.id, m.name from b e left join b m on m.id = e.parent_id",
      [KIDS],
    ],
    [
      "a self join through a plain view, its lookup too",
      "select e.id, m.name from node_seen e join node m on m.id = e.parent_id",
      ["p_lookup => 'select e.id from node_seen e where e.parent_id = :key::integer'"],
    ],
    [
      "a self join under a union",
      "select e.id, m.name from node e join node m on m.id = e.parent_id union all select id, name from node where parent_id is null",
      [KIDS],
    ],
    [
      "how many each has below it",
      "select p.id, count(c.id) as kids, sum(c.share) as share from node p left join node c on c.parent_id = p.id group by p.id",
      ["array['coalesce(r.parent_id, r.id)']"],
    ],
    [
      "a share of what its kind has, by a correlated subquery",
      "select n.id, n.share / nullif((select sum(s.share) from node s where s.parent_id = n.parent_id), 0) as share from node n",
      ["p_lookup => 'select s.id from node s where s.parent_id = :key::integer', p_row_key => 'r.parent_id'"],
    ],
    [
      "those of a kind, by IN",
      "select id from node where parent_id in (select parent_id from node where share > 5)",
      ["p_lookup => 'select s.id from node s where s.parent_id = :key::integer', p_row_key => 'r.parent_id'"],
    ],
    [
      "two steps up",
      "select e.id, g.name from node e join node m on m.id = e.parent_id left join node g on g.id = m.parent_id",
      [
        KIDS,
        "p_lookup => 'select e.id from node e join node m on m.id = e.parent_id where m.parent_id = :key::integer'",
      ],
    ],
  ])("%s is unknown until all its ways are mapped, and exact then", async (_what, definition, more) => {
    await make(definition, "'node', array['r.id'], p_amount => 'r.share'");
    await change("select frescura.refresh('made', 'test')");
    await expectUnknown(sql(), "made", "mapping_missing");
    expect(await sql()`select detail from frescura.doctor('made') where check_name = 'mappings'`).toEqual([
      { detail: { source: "node", needed: 1 + more.length, mapped: 1 } },
    ]);
    for (const [n, mapping] of more.entries())
      await change(`select frescura.track('made', 'node', ${mapping}, p_mapping => 'way${n}')`);
    await expectBaseline(sql(), "made");
    for (const write of WRITES) {
      await change(write);
      await expectExact(sql(), "made");
    }
  });

  test.each([
    [
      "the same key twice",
      "select n.id, a.s, b.m from node n left join (select node_id, sum(amount) s from other group by 1) a on a.node_id = n.id left join (select node_id, max(amount) m from other group by 1) b on b.node_id = n.id",
      ["'other', array['r.node_id']"],
    ],
    [
      "subqueries by the key",
      "select n.id, (select sum(amount) from other o where o.node_id = n.id) s from node n where n.id in (select node_id from other)",
      ["'other', array['r.node_id']"],
    ],
    [
      "two columns by one lookup",
      "select o.id, a.name, b.name as place from other o join node a on a.id = o.node_id join node b on b.id = o.place_id",
      ["'other', array['r.id']"],
      "'node', p_lookup => 'select o.id from other o where :key::integer in (o.node_id, o.place_id)'",
    ],
    [
      "branches alike",
      "select id, name from node where share > 3 union all select id, upper(name) from node where share <= 3",
      [],
    ],
    [
      "NOT IN what is never null",
      "select id from node where id not in (select id from other)",
      ["'other', array['r.id']"],
    ],
  ] as [string, string, string[], string?][])(
    "but not %s",
    async (_what, definition, more, node = "'node', array['r.id']") => {
      await make(definition, node, ...more);
      await expectBaseline(sql(), "made");
      for (const write of [
        ...WRITES,
        "update other set node_id = 3, amount = 5 where id < 4",
        "delete from other where id = 7",
      ]) {
        await change(write);
        await expectExact(sql(), "made");
      }
    },
  );

  test.each([
    ["a share of the total", "select id, share / (select sum(share) from node) as s from node"],
    ["the largest", "select id from node where share = (select max(share) from node)"],
    [
      "a total beside it",
      "select n.id, n.share / t.total as s from node n cross join (select sum(share) as total from node) t",
    ],
    [
      "a total in a WITH",
      "with t as (select sum(amount) as total from other) select n.id, t.total from node n, t",
    ],
    ["a total in a view below", "select n.id, t.total from node n, totals t"],
    ["whether there is any", "select n.id from node n where exists (select from other where amount < 0)"],
    ["more than all", "select n.id from node n where n.share > all (select amount from other)"],
    ["NOT IN what may be null", "select n.id from node n where n.id not in (select node_id from other)"],
  ])("%s is refused: each write changes each key", async (_what, definition) => {
    await change("create or replace view totals as select sum(amount) as total from other");
    await make(definition);
    await expect(change("select frescura.track('made', 'node', array['r.id'])")).rejects.toMatchObject({
      ...refused("0A000", /same for all rows/),
      constraint_name: "same_for_all",
    });
  });

  test("a share of the total by a window is refused, too", async () => {
    await make("select id, share / sum(share) over () as s from node");
    await expect(change("select frescura.track('made', 'node', array['r.id'])")).rejects.toMatchObject(
      refused("0A000", /depends on other rows/),
    );
  });

  test.each([
    [
      "alone: where a child was before is lost",
      "p_lookup => 'select parent_id from node where id = :key::integer'",
      /reads node itself/,
    ],
    [
      "alone, through a plain view",
      "p_lookup => 'select parent_id from node_seen where id = :key::integer'",
      /reads node itself/,
    ],
    [
      "alone, by a join with what it looks for",
      "p_lookup => 'select o.id from other o join node n on n.id = o.node_id where n.id = :key::integer'",
      /reads node itself/,
    ],
    [
      "beside, of the row's own column",
      "array['r.id']|p_lookup => 'select parent_id from node where id = :key::integer', p_mapping => 'up'",
      /no other mapping leads/,
    ],
    [
      "beside, over those of its kind",
      "array['r.id']|p_lookup => 'select s.id from node s join node me on me.parent_id = s.parent_id where me.id = :key::integer', p_mapping => 'kind'",
      /no other mapping leads/,
    ],
    [
      "beside, a step too far",
      "array['r.id']|p_lookup => 'select e.id from node e join node m on m.id = e.parent_id where m.parent_id = :key::integer', p_mapping => 'far'",
      /no other mapping leads/,
    ],
  ])("a lookup over its own source is refused %s", async (_what, tracks, message) => {
    await make(
      "select p.id, count(c.id) as kids from node p left join node c on c.parent_id = p.id group by p.id",
    );
    const [first, second] = tracks.split("|");
    if (second) await change(`select frescura.track('made', 'node', ${first})`);
    await expect(change(`select frescura.track('made', 'node', ${second ?? first})`)).rejects.toMatchObject({
      ...refused("22023", message),
      column_name: "lookup",
    });
  });

  test("a plain view that comes to need one more makes the view unknown at its next refresh", async () => {
    await change("create or replace view below as select id, name from node");
    await make("select id, name from below", "'node', array['r.id']");
    await expectBaseline(sql(), "made");
    await change(
      "create or replace view below as select e.id, m.name from node e left join node m on m.id = e.parent_id; select frescura.refresh('made', 'test')",
    );
    await expectUnknown(sql(), "made", "mapping_missing");
    await change(`select frescura.track('made', 'node', ${KIDS}, p_mapping => 'manager')`);
    await expectBaseline(sql(), "made");
    await change("update node set name = 'renamed' where id = 1");
    await expectExact(sql(), "made");
  });

  /** Keys by the names of two tables, each led to by lookups that keep the old value of their own. */
  const PAIRS = `select n.name as id, p.name as place, count(*) as times from other o join node n on n.id = o.node_id
    join place p on p.id = o.place_id group by 1, 2`;
  const part = (n: number) => `split_part(:key, ''|'', ${n})`;
  const PAIRED = [
    `'other', p_row_key => 'concat(r.node_id, ''|'', r.place_id)', p_lookup => 'select n.name, p.name from node n, place p
       where n.id = ${part(1)}::integer and p.id = ${part(2)}::integer'`,
    `'node', p_row_key => 'concat(r.id, ''|'', r.name)', p_lookup => 'select ${part(2)}, p.name from other o
       join place p on p.id = o.place_id where o.node_id = ${part(1)}::integer'`,
    `'place', p_row_key => 'concat(r.id, ''|'', r.name)', p_lookup => 'select n.name, ${part(2)} from other o
       join node n on n.id = o.node_id where o.place_id = ${part(1)}::integer'`,
  ];
  const places = () =>
    change(`drop table if exists place cascade; create table place (id integer primary key, name text not null);
      insert into place select g, 'p' || g from generate_series(1, 3) g; truncate node, other;
      insert into node select g, nullif(g / 3, 0), 'n' || g, g from generate_series(1, 12) g;
      insert into other select g, 1 + g % 5, 1 + g % 3, g from generate_series(1, 20) g`);
  const BOTH = "update node set name = name || '+' where id < 4; update place set name = name || '+'";

  test("a key of two tables, each by a lookup, was wrong after both changed; it is refused, and unknown where it was tracked", async () => {
    await places();
    // As it was before: nothing is known of what keys are made of.
    await change(
      "create or replace function frescura.view_keys(p_view oid, p_key text[]) returns jsonb language sql stable as $$ select '[]'::jsonb $$",
    );
    await makeBy("id, place", PAIRS, ...PAIRED);
    await expectBaseline(sql(), "made");
    await change("update node set name = 'alone' where id = 4; update place set name = 'alone' where id = 9");
    await expectExact(sql(), "made");
    await expectBaseline(sql(), "made");
    await change(BOTH);
    const wrong = `(table made_live except all (${PAIRS})) union all ((${PAIRS}) except all table made_live)`;
    expect((await sql().unsafe(wrong)).length).toBeGreaterThan(0);
    expect((await pending(sql(), "made")).some(({ known }) => known === false)).toBe(false);

    await change(await readFile("db/sql/definition/view_keys.sql", "utf8"));
    await change("update frescura.tracking set judged = judged - 'form'; select frescura.renew_capture()");
    await expectUnknown(sql(), "made", "key_split");
    await change("select frescura.refresh('made', 'test')");
    await expectUnknown(sql(), "made", "key_split");
    expect(
      await sql()`select check_name, detail from frescura.doctor('made') where severity = 'error'`,
    ).toEqual([{ check_name: "untrackable", detail: { code: "key_split", name: "node, place" } }]);
    await expect(change(`select frescura.track('made', ${PAIRED[0]})`)).rejects.toMatchObject({
      ...refused("0A000", /columns of several tables/),
      constraint_name: "key_split",
    });
  });

  test.each([
    [
      "a column of its own and one of what it refers to",
      "select o.place_id as id, n.name as place, sum(o.amount) from other o join node n on n.id = o.node_id group by 1, 2",
    ],
    [
      "one that may be missing",
      "select o.place_id as id, coalesce(n.name, '?') as place, count(*) from other o left join node n on n.id = o.node_id group by 1, 2",
    ],
    [
      "two tables as one text",
      "select concat(n.name, p.name) as id, 1 as place, count(*) from other o join node n on n.id = o.node_id join place p on p.id = o.place_id group by 1",
    ],
    [
      "two tables in a branch of a union, through a WITH",
      `with pairs as (${PAIRS}) select id, place, times from pairs union all select name, 'none', 0 from node where id < 0`,
    ],
    [
      "an aggregate",
      "select times as id, node_id as place from (select node_id, count(*) as times from other group by 1) x",
    ],
  ])("a key of %s is refused", async (_what, definition) => {
    await places();
    await makeBy("id, place", definition);
    await expect(
      change(`select frescura.track('made', 'other', array['r.id', 'r.id'])`),
    ).rejects.toMatchObject({
      ...refused("0A000", /columns of several tables/),
      constraint_name: "key_split",
    });
    const [row] = await sql()`select code from frescura.untrackable('made_mv'::regclass)`;
    expect(row).toEqual({ code: "key_split" });
  });

  test.each([
    [
      "both keys in the row that joins them",
      "select n.id, p.id as place, max(n.name) as name, count(*) as times from other o join node n on n.id = o.node_id join place p on p.id = o.place_id group by 1, 2",
      [
        "'other', array['r.node_id', 'r.place_id']",
        "'node', p_lookup => 'select :key::integer, o.place_id from other o where o.node_id = :key::integer'",
        "'place', p_lookup => 'select o.node_id, :key::integer from other o where o.place_id = :key::integer'",
      ],
    ],
    [
      "both of them by a subquery's column",
      "select x.id, x.place, p.name from (select node_id as id, place_id as place, count(*) from other group by 1, 2) x join place p on p.id = x.place",
      [
        "'other', array['r.node_id', 'r.place_id']",
        "'place', p_lookup => 'select o.node_id, o.place_id from other o where o.place_id = :key::integer'",
      ],
    ],
  ])("but not %s, which is exact after all of them changed", async (_what, definition, tracks) => {
    await places();
    await makeBy("id, place", definition, ...tracks);
    await expectBaseline(sql(), "made");
    await change(`${BOTH}; update other set node_id = 6 - node_id, place_id = 4 - place_id`);
    await expectExact(sql(), "made");
    await change(
      "delete from node where id = 2; delete from place where id = 1; delete from other where id = 3",
    );
    await expectExact(sql(), "made");
  });

  test("whoever has the key in the row has to be mapped by it", async () => {
    await places();
    await makeBy(
      "id",
      "select o.node_id as id, max(p.name) as name from other o join place p on p.id = o.place_id group by 1",
      "'other', p_row_key => 'r.id', p_lookup => 'select n.id from node n where n.id = (:key::integer % 5) + 1', p_trial => false",
      "'place', p_lookup => 'select o.node_id from other o where o.place_id = :key::integer'",
    );
    await change("select frescura.refresh('made', 'test')");
    await expectUnknown(sql(), "made", "key_split");
    expect(await sql()`select detail from frescura.doctor('made') where check_name = 'key_split'`).toEqual([
      { detail: { tables: "other" } },
    ]);
    await change("select frescura.track('made', 'other', array['r.node_id'])");
    await expectBaseline(sql(), "made");
    await change("update place set name = 'new' where id = 1; update other set node_id = 1 where id < 9");
    await expectExact(sql(), "made");
  });

  test.each([
    ["key", "array['(select n.name from node n where n.id = r.node_id)']"],
    [
      "row_key",
      "p_row_key => '(select n.name from node n where n.id = r.node_id)', p_lookup => 'select :key'",
    ],
  ])("a %s that reads other rows is refused", async (parameter, given) => {
    await places();
    await make("select n.name as id, count(*) from other o join node n on n.id = o.node_id group by 1");
    await expect(change(`select frescura.track('made', 'other', ${given})`)).rejects.toMatchObject({
      ...refused("22023", /reads more than the written row/),
      column_name: parameter,
    });
  });

  test.each([
    [
      "one column of a table and another",
      "select 'a' || o.id as id, o.amount from other o union all select 'b' || o.id, o.node_id from other o",
      ["'other', array['''a'' || r.id']"],
      ["'other', array['''b'' || r.id']"],
    ],
    [
      "constants beside the same column, in a WITH under a join",
      "with u as (select 'a' as kind, o.id, o.node_id from other o where amount > 9 union all select 'b', o.id, o.node_id from other o) select u.kind || u.id as id, n.name from u join node n on n.id = u.node_id",
      [
        "'other', array['''a'' || r.id']",
        "'node', p_lookup => 'select ''a'' || o.id from other o where o.node_id = :key::integer union all select ''b'' || o.id from other o where o.node_id = :key::integer'",
      ],
      ["'other', array['''b'' || r.id']"],
    ],
    [
      "a table that is joined to both",
      "select 'o' || o.id as id, n.name from other o join node n on n.id = o.node_id union all select 'p' || p.id, n.name from place p join node n on n.id = p.id",
      [
        "'other', array['''o'' || r.id']",
        "'place', array['''p'' || r.id']",
        "'node', p_lookup => 'select ''o'' || o.id from other o where o.node_id = :key::integer'",
      ],
      ["'node', p_lookup => 'select ''p'' || p.id from place p where p.id = :key::integer'"],
    ],
  ])(
    "branches whose keys are made otherwise need a mapping each: %s",
    async (_what, definition, first, more) => {
      await places();
      await make(definition, ...first);
      await change("select frescura.refresh('made', 'test')");
      await expectUnknown(sql(), "made", "mapping_missing");
      for (const one of more) await change(`select frescura.track('made', ${one}, p_mapping => 'second')`);
      await expectBaseline(sql(), "made");
      for (const write of [
        BOTH,
        "update other set node_id = 6 - node_id, amount = 20 - amount",
        "delete from node where id = 2; insert into node values (2, null, 'again', 1)",
        "update other set id = id + 100; delete from other where id = 105",
      ]) {
        await change(write);
        await expectExact(sql(), "made");
      }
    },
  );

  test("a constant is no way to keys that go by the row, and is one to a key that is constant", async () => {
    await places();
    // Each has several below it, so that no single write shows it.
    const some = "exists (select from other o where o.node_id = n.id)";
    await make(`select n.id, ${some} as has from node n`, "'node', array['r.id']", "'other', array['1']");
    await change("select frescura.refresh('made', 'test')");
    await expectUnknown(sql(), "made", "mapping_missing");
    await change("select frescura.track('made', 'other', array['r.node_id'])");
    await expectBaseline(sql(), "made");
    await change("delete from other where node_id = 3");
    await expectExact(sql(), "made");
    await make("select 'all' as id, sum(amount) as total from other", "'other', array['''all''']");
    await expectBaseline(sql(), "made");
    await change("update other set amount = amount + 1 where id = 1");
    await expectExact(sql(), "made");
  });

  const NAMED =
    "select coalesce(n.name, '?') as id, count(*) from other o left join node n on n.id = o.node_id";
  const REFERRING = `'other', p_row_key => 'coalesce(r.node_id, 0)', p_lookup =>
    'select coalesce(n.name, ''?'') from (select :key::integer as id) w left join node n on n.id = w.id'`;

  test.each([
    ["the group of what refers to nothing", `${NAMED} group by 1`],
    ["that group in a subquery", `select * from (${NAMED} group by 1) x`],
    [
      "the same by a right join",
      `select coalesce(n.name, '?') as id, count(*) from node n right join other o on n.id = o.node_id group by 1`,
    ],
  ])(
    "%s needs one mapping more, and trial writes say so without refusing the first",
    async (_what, definition) => {
      await places();
      await change(
        "insert into frescura.settings (key, value) values ('trial_rows', '12'), ('trial_time', '\"1 minute\"') on conflict do nothing; update node set name = 'n' || id; delete from node where id > 9",
      );
      await make(definition, REFERRING, "'node', array['r.name']");
      const [first] = await sql()`
      select trial ->> 'state' as state, trial ->> 'reason' as reason, jsonb_array_length(trial -> 'differences') > 0 as differs
        from frescura.view_sources where source_name = 'node' and view_id = frescura.view_id('made')`;
      expect(first).toEqual({ state: "done", reason: "mapping_missing", differs: true });
      await change("select frescura.refresh('made', 'test')");
      await expectUnknown(sql(), "made", "mapping_missing");
      // One that leads elsewhere is all there is then, and is refused.
      await expect(
        change("select frescura.track('made', 'node', array['''!'''], p_mapping => 'absent')"),
      ).rejects.toMatchObject(refused("22023", /no mapping leads/));
      await change("select frescura.track('made', 'node', array['''?'''], p_mapping => 'absent')");
      await expectBaseline(sql(), "made");
      for (const write of [
        "delete from node where id in (1, 2)",
        "insert into node values (1, null, 'one', 1), (20, null, 'twenty', 1)",
        "update other set node_id = 20 where id < 5; update node set id = 21 where id = 20",
        "update other set node_id = null where id > 15",
      ]) {
        await change(write);
        await expectExact(sql(), "made");
      }
    },
  );

  test("what a condition leaves out is no such group", async () => {
    await places();
    await make(`${NAMED} where n.share > 0 group by 1`, REFERRING, "'node', array['r.name']");
    await expectBaseline(sql(), "made");
    await change("delete from node where id = 2; update node set share = -1 where id = 3");
    await expectExact(sql(), "made");
  });
});
