import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect, type Sql } from "@/db/client";
import { migrate } from "@/db/migrate";
import { expectBaseline, expectExact, pending } from "@/tests/support/ledger/lab";
import { PgServer } from "@/tests/support/pg-server";
import { locate, POSTGRESQL } from "@/tests/support/programs";

const bin = locate(POSTGRESQL);

describe.skipIf(!bin)("a managed table, dumped and restored into another server", () => {
  const servers: PgServer[] = [];
  const clients: Sql[] = [];

  beforeAll(async () => {
    for (let i = 0; i < 2; i++) servers.push(await PgServer.create(bin!));
    await migrate(servers[0]!.url());
    clients.push(...servers.map((server) => connect(server.url(), "frescura tests", 2)));
    await clients[0]!.unsafe(`
      delete from frescura.views;
      create table sale (id int primary key, day date not null, amount numeric not null);
      insert into sale select g, date '2026-01-01' + g % 5, g from generate_series(1, 50) g;
      create materialized view "Daily Sales" as select day, sum(amount) as amount from sale group by day;
      create unique index on "Daily Sales" (day);
      select frescura.register('"Daily Sales"', 'daily'); select frescura.track('daily', 'sale', array['r.day'], 'r.amount');
      select frescura.refresh('daily'); select frescura.set_strategy('daily', 'delta')`);
  });
  afterAll(async () => {
    await Promise.all(clients.map((client) => client.end({ timeout: 1 })));
    await Promise.all(servers.map((server) => server.remove()));
  });

  const run = async (sql: Sql) =>
    (await sql`select mode, mode_reason from frescura.refresh_log order by id desc limit 1`)[0];

  test("is unknown there, exact all the same, and by keys again after one refresh that compares all", async () => {
    const [from, to] = servers as [PgServer, PgServer];
    await from.program("pg_dump", ["-Fc", "-f", from.file("dump"), "-d", from.url()]);
    to.adopt(from, "dump");
    await to.program("pg_restore", ["--exit-on-error", "--no-owner", "-d", to.url(), to.file("dump")]);
    const sql = clients[1]!;
    await sql`update sale set amount = 1000 where id = 1`;
    expect((await pending(sql, "daily"))[0]).toMatchObject({ known: false });
    await expectBaseline(sql, "daily");
    expect(await run(sql)).toMatchObject({ mode: "rebuild" });
    await sql`update sale set amount = 1001 where id = 1`;
    await expectBaseline(sql, "daily");
    expect(await run(sql)).toEqual({ mode: "delta", mode_reason: null });
    await expect(sql`delete from "Daily Sales"`).rejects.toMatchObject({ code: "42809" });
  });

  test("migrates as ever, and goes back", async () => {
    const sql = clients[1]!;
    await migrate(servers[1]!.url());
    await expectExact(sql, "daily");
    await sql`update sale set amount = 1002 where id = 1`;
    await expectBaseline(sql, "daily");
    expect(await run(sql)).toEqual({ mode: "delta", mode_reason: null });
    await sql`select frescura.set_strategy('daily', 'full')`;
    await expectBaseline(sql, "daily");
    expect(await run(sql)).toMatchObject({ mode: "concurrent" });
  });
});
