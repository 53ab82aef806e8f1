import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { hasPsql, psql } from "@/tests/support/psql";
import { backendPid, waitForLock } from "@/tests/support/wait";

const psqlIsThere = await hasPsql();

describe("the tests' databases", () => {
  let migrated: TestDatabase;
  let empty: TestDatabase;

  beforeAll(async () => {
    [migrated, empty] = await Promise.all([createDatabase(), createDatabase({ template: "empty" })]);
  });
  afterAll(() => Promise.all([migrated.drop(), empty.drop()]));

  test("come with the schema, or with nothing", async () => {
    const registry = (db: TestDatabase) => db.sql`select to_regclass('frescura.views') is not null as there`;
    expect(await registry(migrated)).toMatchObject([{ there: true }]);
    expect(await registry(empty)).toMatchObject([{ there: false }]);
  });

  test("are gone after drop, even under an open connection", async () => {
    const third = await createDatabase({ template: "empty" });
    const lingering = await third.sql.reserve();
    const name = new URL(third.url).pathname.slice(1);
    lingering.release();
    await third.drop();
    expect(await empty.sql`select from pg_database where datname = ${name}`).toHaveLength(0);
  });

  test("let a test wait until a backend stands in a lock queue", async () => {
    const { sql } = empty;
    await sql`create table queue (id integer)`;
    const [holder, waiter] = [await sql.reserve(), await sql.reserve()];
    await holder`begin`;
    await holder`lock table queue in access exclusive mode`;
    const pid = await backendPid(waiter);
    const read = waiter`select count(*)::integer as rows from queue`.execute();
    await waitForLock(sql, pid);
    await holder`insert into queue values (1)`;
    await holder`commit`;
    expect(await read).toMatchObject([{ rows: 1 }]);
    holder.release();
    waiter.release();
  });

  describe.skipIf(!psqlIsThere)("in psql", () => {
    test("run a script of several statements", async () => {
      const script = "create table letters (letter text);\ninsert into letters values ('ñ');\ntable letters;";
      expect(await psql(empty.url, script, ["-Atq"])).toBe("ñ\n");
    });

    test("fail at a script's first error", async () => {
      const script = "select 1;\nselect 1/0;\nselect 'never';";
      await expect(psql(empty.url, script)).rejects.toThrow("division by zero");
    });
  });
});
