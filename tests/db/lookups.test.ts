import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { expectBaseline, expectExact, pending } from "@/tests/support/ledger/lab";

let database: TestDatabase;
const sql = () => database.sql;
const change = (text: string) => sql().unsafe(text);

beforeAll(async () => {
  database = await createDatabase();
  await change("delete from frescura.views");
});
afterAll(() => database.drop());

const bound = async (lookup: string, value = "<>") =>
  (await sql()`select frescura.bind_lookup(${lookup}, ${value}) as text`)[0]!.text as string;

describe("the parameter of a lookup", () => {
  test.each([
    ["select id from o where c = :key", "select id from o where c = <>"],
    ["select id from o where c = :key::bigint;\n", "select id from o where c = <>::bigint"],
    ["where c=:key and d=:key", "where c=<> and d=<>"],
    ["where c = :keyword", "where c = :keyword"],
    ["where c = :key::keyword", "where c = <>::keyword"],
    ["where c::key = :key", "where c::key = <>"],
    ["where c = ':key' || 'it''s :key' || :key", "where c = ':key' || 'it''s :key' || <>"],
    ["where c = e'\\':key' || :key", "where c = e'\\':key' || <>"],
    ['where "a "":key""" = :key', 'where "a "":key""" = <>'],
    ['where "it""s :key" = :key', 'where "it""s :key" = <>'],
    ["where c = $$:key$$ || $a$ :key $$ $a$ || :key", "where c = $$:key$$ || $a$ :key $$ $a$ || <>"],
    ["where a$b$c = :key and d$b$ = 1", "where a$b$c = <> and d$b$ = 1"],
    ["where c = :key -- not :key\n and d = :key", "where c = <> -- not :key\n and d = <>"],
    ["where /* a /* :key */ :key */ c = :key", "where /* a /* :key */ :key */ c = <>"],
    ["where a[1:key] and /* :key", "where a[1<>] and /* :key"],
    ["where c = $$ :key", "where c = $$ :key"],
  ])("%j is bound as %j", async (lookup, text) => {
    expect(await bound(lookup)).toBe(text);
  });
});

interface Shape {
  orders?: string;
  customers?: string;
  /** Column that joins, and the key of both tables. */
  customer?: string;
  key?: string;
  lookup?: string;
}

/** Two tables and a view that joins them, tracked by a lookup over tables of any name. */
async function follow(
  slug: string,
  { orders = "orders", customers = "customers", customer = "customer", key = "id", lookup = "" }: Shape,
) {
  await change(`
    create domain keyword as bigint;
    create table ${customers} (${key} bigint primary key, name text not null);
    create table ${orders} (${key} bigint primary key, ${customer} bigint not null, amount numeric not null default 1);
    create index on ${orders} (${customer});
    create materialized view ${slug}_mv as
      select o.${key}, c.name from ${orders} o join ${customers} c on c.${key} = o.${customer};
    create unique index on ${slug}_mv (${key});
    insert into ${customers} select g, 'c' || g from generate_series(1, 5) g;
    insert into ${orders} select g, 1 + g % 5 from generate_series(1, 20) g`);
  await sql()`select frescura.register(${`${slug}_mv`}, ${slug})`;
  const bare = (name: string) => name.replaceAll('"', "");
  await sql()`select frescura.track(${slug}, ${bare(orders)}, array[${`r.${key}`}]::text[], 'r.amount')`;
  const query = lookup || `select o.${key} from ${orders} o where o.${customer} = :key::bigint`;
  const [check] = await sql()`
    select rows_found, rows_not_found from frescura.track_check(${slug}, ${bare(customers)}, p_lookup => ${query})`;
  expect(check).toEqual({ rows_found: 20, rows_not_found: 0 });
  await sql()`select frescura.track(${slug}, ${bare(customers)}, p_lookup => ${query})`;
  await expectBaseline(sql(), slug);
}

const LONG = "o".repeat(60);

describe("a lookup", () => {
  afterEach(async () => {
    await change(`
      do $$ declare v record; begin
        for v in select slug from frescura.views loop perform frescura.unregister(v.slug); end loop;
        for v in select oid::regclass as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
           loop execute format('drop table %s cascade', v.name); end loop;
      end $$; drop domain if exists keyword`);
  });

  test.each([
    ["whose tables are called p and d", { orders: "p", customers: "d" }],
    ["whose tables are called s and pending", { orders: "s", customers: "pending" }],
    [
      "with the aliases that are used here",
      { lookup: "select d.id from orders d where d.customer = :key::bigint" },
    ],
    [
      "with the alias p",
      { lookup: "select p.id from orders p, orders s where p.id = s.id and s.customer = :key::bigint" },
    ],
    [
      "with a cast to a type that begins like the parameter",
      { lookup: "select id from orders where customer = :key::keyword" },
    ],
    ["that ends in a comment", { lookup: "select id from orders where customer = :key::bigint -- :key" }],
    ["over names of 63 bytes", { orders: `${LONG}_ab`, customers: `${LONG}_cd` }],
    ["over a column with a space", { customer: '"the customer"' }],
    ["over a column that is called source_key", { customer: "source_key" }],
    ["over a column that is called k1", { customer: "k1", key: "k2" }],
  ] as [string, Shape][])("%s is exact, and counted", async (_, shape) => {
    await follow("orders", shape);
    await change(`update ${shape.customers ?? "customers"} set name = 'new' where ${shape.key ?? "id"} = 2`);
    await expectExact(sql(), "orders");
    expect(await pending(sql(), "orders")).toMatchObject([{ transactions: 1, keys: 4 }]);
    await expectBaseline(sql(), "orders");
  });

  test.each(["null", "'Norway'"])("that finds a key with a null in it is exact: %s", async (country) => {
    await change(`
      create table heads (id int primary key, country text, day int); insert into heads values (1, 'Norway', 1), (2, ${country}, null);
      create table lines (id int primary key, head int, amount int); insert into lines values (1, 1, 10), (2, 2, 20);
      create materialized view by_country_mv as
        select h.country, h.day, sum(l.amount) as amount from heads h join lines l on l.head = h.id group by 1, 2;
      create unique index on by_country_mv (country, day); select frescura.register('by_country_mv', 'by-country');
      select frescura.track('by-country', 'heads', array['r.country', 'r.day']);
      select frescura.track('by-country', 'lines', p_row_key => 'r.id || ''/'' || r.head',
        p_lookup => 'select h.country, h.day from public.heads h where h.id = split_part(:key, ''/'', 2)::int')`);
    await expectBaseline(sql(), "by-country");
    await change("update lines set amount = 11 where id = 1");
    await expectExact(sql(), "by-country");
    expect(await pending(sql(), "by-country")).toMatchObject([{ transactions: 1, keys: 1 }]);
    // No key leads to such a row: as where a written row has a null in its key, the definition itself is read.
    await change("update lines set amount = 21 where id = 2");
    await expectExact(sql(), "by-country");
    expect(await pending(sql(), "by-country")).toMatchObject([
      { reason: "whole_source_changed", transactions: 2 },
    ]);
    await expectBaseline(sql(), "by-country");
    await change("select frescura.unregister('by-country'); drop table heads, lines cascade");
  });

  test("follows a column and a table that are renamed", async () => {
    await follow("orders", {});
    await change("alter table orders rename customer to client; alter table customers rename name to label");
    await change("update customers set label = 'new' where id = 2");
    await expectExact(sql(), "orders");
    expect(await pending(sql(), "orders")).toMatchObject([{ transactions: 1, keys: 4 }]);
    await change("select frescura.make_live(frescura.view_id('orders'))");
    await expectExact(sql(), "orders");
  });

  test("never comes to mean a column of ours, where its own was renamed", async () => {
    await follow("orders", { customer: "currency" });
    await change("alter table orders rename currency to client");
    await change("update customers set name = 'new' where id = 2");
    await change("select frescura.make_live(frescura.view_id('orders'))");
    await expectExact(sql(), "orders");
    expect(await pending(sql(), "orders")).toMatchObject([{ keys: 4 }]);
  });

  test("that cannot be parsed is refused, and leaves nothing", async () => {
    await follow("orders", {});
    for (const lookup of [
      "select nothing from orders where customer = :key::bigint",
      "select 1, 2 where :key = ''",
      "select id from orders; drop table orders",
    ]) {
      await expect(
        sql()`select frescura.track('orders', 'customers', p_lookup => ${lookup})`,
      ).rejects.toMatchObject({ code: "22023", column_name: "lookup" });
    }
    await expectBaseline(sql(), "orders");
  });

  test("is planned with the view: the index over the joined column answers", async () => {
    await follow("orders", {});
    await change("set enable_seqscan = off");
    const [{ query }] = await sql()<
      [{ query: string }]
    >`select frescura.dirty_query(frescura.view_id('orders')) as query`;
    const plan = await sql().begin(async (tx) => {
      await tx.unsafe("set local enable_seqscan = off");
      return (await tx.unsafe(`explain ${query}`)).map((row) => row["QUERY PLAN"]).join("\n");
    });
    expect(plan).toContain("orders_customer_idx");
    expect(plan).not.toContain("Function Scan");
  });
});

describe("a view that fails", () => {
  test("is told as failed with its reason, and every other one answers", async () => {
    await follow("orders", {});
    await change(`
      create table sale (id int primary key, amount numeric);
      create materialized view sale_mv as select id, amount from sale; create unique index on sale_mv (id);
      select frescura.register('sale_mv', 'sale'), frescura.track('sale', 'sale', array['r.id'], 'r.amount')`);
    await expectBaseline(sql(), "sale");
    // A key that the lookup cannot take: its cast fails when it is asked.
    await change(`
      insert into sale values (1, 5);
      update customers set name = 'new' where id = 2;
      update frescura.ledger_${(await sql()`select frescura.view_id('orders') as id`)[0]!.id} set source_key = 'x'`);
    expect(await pending(sql(), "orders")).toEqual([{ known: false, reason: "failed" }]);
    expect(await sql()`select error_code, error_message from frescura.pending('orders')`).toEqual([
      { error_code: "22P02", error_message: 'invalid input syntax for type bigint: "x"' },
    ]);
    expect(
      await sql()`select slug, pending_known, pending_reason, pending_transactions from frescura.health()`,
    ).toEqual([
      { slug: "orders", pending_known: false, pending_reason: "failed", pending_transactions: 0 },
      { slug: "sale", pending_known: true, pending_reason: null, pending_transactions: 1 },
    ]);
    expect(
      await sql()`select slug, check_name, detail from frescura.doctor() where severity = 'error'`,
    ).toEqual([
      {
        slug: "orders",
        check_name: "pending",
        detail: { error: 'invalid input syntax for type bigint: "x"', error_code: "22P02" },
      },
    ]);
    await change("update frescura.views set pending_amount_max = 1; select frescura.check_alerts()");
    expect(
      await sql()`select v.slug, a.kind from frescura.alerts a join frescura.views v on v.id = a.view_id order by 1, 2`,
    ).toEqual([{ slug: "sale", kind: "money_pending" }]);
    await change(
      "update frescura.alert_holds set since = since - interval '1 hour'; select frescura.check_alerts()",
    );
    expect(
      await sql()`select detail ->> 'reason' as reason from frescura.alerts where kind = 'completeness_unknown'`,
    ).toEqual([{ reason: "failed" }]);
    expect(await sql()`select rows_checked::integer from frescura.verify('sale')`).toEqual([
      { rows_checked: 1 },
    ]);
    expect(await sql()`select count(*)::integer as views from frescura.verify_tracked()`).toEqual([
      { views: 1 },
    ]);
    // What the view lacks is asked anew after a refresh.
    await change("select frescura.refresh('orders', 'test')");
    await expectExact(sql(), "orders");
  });
});
