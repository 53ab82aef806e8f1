import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { Sessions } from "@/tests/support/sessions";
import { underway, waitForLock } from "@/tests/support/wait";

let database: TestDatabase;
let sessions: Sessions;
const sql = () => database.sql;

beforeAll(async () => {
  database = await createDatabase();
  sessions = new Sessions(database.url);
});
afterAll(async () => {
  await sessions.end();
  await database.drop();
});
beforeEach(async () => {
  await sql().unsafe(`truncate frescura.users cascade;
    insert into frescura.users (email, name, role, password_hash) values ('a@x', 'A', 'admin', 'x'), ('b@x', 'B', 'admin', 'x'), ('c@x', 'C', 'ceo', 'x')`);
});

const LAST = { code: "23001" };
const admins = async () =>
  (await sql()`select email from frescura.users where role = 'admin' and disabled_at is null order by 1`).map(
    ({ email }) => email,
  );

test("two admins who demote each other at once: the second is refused", async () => {
  const first = await sessions.start();
  const second = await sessions.start();
  await first.sql.unsafe("begin; update frescura.users set role = 'ceo' where email = 'b@x'");
  const other = underway(second.sql`update frescura.users set role = 'ceo' where email = 'a@x'`);
  await waitForLock(sql(), second.pid);
  await first.sql`commit`;
  await expect(other).rejects.toMatchObject(LAST);
  expect(await admins()).toEqual(["a@x"]);
});

test("where the first takes it back, the second goes through", async () => {
  const first = await sessions.start();
  const second = await sessions.start();
  await first.sql.unsafe("begin; update frescura.users set disabled_at = now() where email = 'b@x'");
  const other = second.sql`delete from frescura.users where email = 'a@x'`.execute();
  await waitForLock(sql(), second.pid);
  await first.sql`rollback`;
  await other;
  expect(await admins()).toEqual(["b@x"]);
});

test.each([
  ["both at once", "update frescura.users set role = 'ops' where role = 'admin'"],
  ["closing both", "update frescura.users set disabled_at = now()"],
  ["deleting all", "delete from frescura.users"],
])("%s is refused as a whole", async (_what, statement) => {
  await expect(sql().unsafe(statement)).rejects.toMatchObject(LAST);
  expect(await admins()).toEqual(["a@x", "b@x"]);
});

test("who is no admin may go, and so may an admin beside another", async () => {
  await sql()`delete from frescura.users where email = 'c@x'`;
  await sql()`update frescura.users set disabled_at = now() where email = 'b@x'`;
  await sql()`update frescura.users set name = 'Ana' where email = 'a@x'`;
  expect(await admins()).toEqual(["a@x"]);
});
