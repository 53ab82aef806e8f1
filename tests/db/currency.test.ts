import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { migrate } from "@/db/migrate";
import { latestMovements } from "@/db/queries/trace";
import { waitingEvents, watchedSources } from "@/db/queries/waiting-events";
import { createDatabase, type TestDatabase } from "@/tests/support/database";

let database: TestDatabase;
const sql = () => database.sql;

// Somebody's own database: nothing of the contract in it, and no home currency.
beforeAll(async () => {
  database = await createDatabase({ template: "empty" });
  await migrate(database.url);
  await sql().unsafe("create table bill (id integer primary key, total numeric(12, 2), money text)");
});
beforeEach(() =>
  sql().unsafe(`
    delete from frescura.views;
    delete from frescura.settings where key = 'currency';
    truncate bill;
    drop materialized view if exists bills cascade;
    create materialized view bills as select id, total, money from bill;
    create unique index on bills (id)`),
);
afterAll(() => database.drop());

const events = async () =>
  (await waitingEvents(sql(), { state: "both", without: [], limit: 10 })).map(({ amount, currency }) => [
    amount,
    currency,
  ]);
const home = (currency: string) =>
  sql()`insert into frescura.settings (key, value) values ('currency', to_jsonb(${currency}::text))`;
const register = () => sql()`select frescura.register('bills')`;

test("an event has the currency of its own row, watched or tracked", async () => {
  await home("MXN");
  await register();
  await sql()`select frescura.watch('bills', 'bill', 'total', p_currency_column => 'money')`;
  await sql()`insert into bill values (1, 25000, 'USD')`;
  expect(await events()).toEqual([[25000, "USD"]]);
  await sql()`select frescura.track('bills', 'bill', array['r.id'], 'r.total', 'r.money', p_threshold => 10000)`;
  await sql()`insert into bill values (2, 30000, 'EUR'), (3, 40000, null)`;
  expect(await events()).toEqual([
    [40000, null],
    [30000, "EUR"],
    [25000, "USD"],
  ]);
  expect((await latestMovements(sql(), { limit: 1, without: [] })).map(({ currency }) => currency)).toEqual([
    null,
  ]);
});

test("an event of a row whose currency changes has that of the larger amount", async () => {
  await register();
  await sql()`select frescura.watch('bills', 'bill', 'total', p_currency_column => 'money')`;
  await sql()`insert into bill values (1, 5, 'USD')`;
  await sql()`update bill set total = 500000, money = 'JPY'`;
  await sql()`update bill set total = 20000, money = 'USD'`;
  expect(await events()).toEqual([
    [500000, "JPY"],
    [500000, "JPY"],
  ]);
});

test("without a home currency nothing has one that says none", async () => {
  await register();
  await sql()`select frescura.watch('bills', 'bill', 'total')`;
  await sql()`insert into bill values (1, 25000, 'USD')`;
  expect(await events()).toEqual([[25000, null]]);
  expect(await watchedSources(sql())).toMatchObject([{ threshold: 10000, currency: null }]);
  const [view] = await sql()`select pending_currency from frescura.health('bills')`;
  expect(view).toEqual({ pending_currency: null });
});

test("with one, what is registered from then on has it, unless it says another", async () => {
  await home("CLP");
  await register();
  await sql()`select frescura.watch('bills', 'bill', 'total')`;
  await sql()`insert into bill values (1, 25000, 'USD')`;
  expect(await events()).toEqual([[25000, "CLP"]]);
  expect([...(await sql()`select pending_currency from frescura.health('bills')`)]).toEqual([
    { pending_currency: "CLP" },
  ]);
  await sql()`select frescura.set_threshold('bills', 'bill', 10000, 'PEN')`;
  await sql()`insert into bill values (2, 25000, 'USD')`;
  expect((await events())[0]).toEqual([25000, "PEN"]);
});

test("a limit without a currency counts what has none, and no other", async () => {
  await register();
  await sql()`select frescura.track('bills', 'bill', array['r.id'], 'r.total', 'r.money')`;
  await sql()`select frescura.refresh('bills', 'test')`;
  await sql()`insert into bill values (1, 70, 'USD'), (2, 30, null)`;
  expect([
    ...(await sql()`select frescura.money_pending(id)::float8 as missing from frescura.views`),
  ]).toEqual([{ missing: 30 }]);
});

test.each(["pesos", "mxn", "$"])("a home currency that is none is refused: %s", async (currency) => {
  await home(currency);
  await expect(register()).rejects.toMatchObject({
    code: "22023",
    message: `the setting "currency" is "${currency}", which is no currency`,
  });
});
