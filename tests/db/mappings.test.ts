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
