import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { closeDb } from "@/server/db";
import { amendEnv } from "@/server/env";
import { call, newToken, read } from "@/tests/support/api";
import { listeningLog } from "@/tests/support/product";
import { Report } from "@/tests/support/report";
import { TestRoles } from "@/tests/support/roles";
import { Sessions } from "@/tests/support/sessions";
import { until } from "@/tests/support/wait";
import { startWorker } from "@/worker/loop";

const report = Report.use();

/** As many as one process of ours may open; a test server allows 100 in all. */
const CONNECTIONS = 15;

test("the temp-file limit is reached (53400): the view stays as it was, and with more room it is refreshed", async () => {
  await report.sql.unsafe(`
    drop materialized view report;
    create materialized view report as
      select id, repeat(md5(id::text), 4) as text from (select id from sale union all select n from generate_series(100, 5000) n) s order by 2;
    create unique index on report (id); insert into sale values (3, 30)`);
  const runner = await report.session();
  await runner.sql.unsafe("set temp_file_limit = '64kB'; set work_mem = '64kB'");
  expect(await report.refresh(runner)).toMatchObject({ status: "failed" });
  expect(await report.lastOf()).toMatchObject({
    error_code: "53400",
    error_message: expect.stringContaining("temp_file_limit"),
  });
  expect(await report.sql`select from report where id = 3`).toHaveLength(0);
  await runner.sql`reset temp_file_limit`;
  expect(await report.refresh(runner)).toMatchObject({ status: "completed" });
  expect(await report.sql`select from report where id = 3`).toHaveLength(1);
});

test("no connection is left (53300): requests get 503, the worker goes on by itself once there is one", async () => {
  const roles = new TestRoles(report.sql);
  const role = await roles.create("crowded");
  const password = randomBytes(8).toString("hex");
  await report.sql.unsafe(`
    alter role ${role} connection limit ${CONNECTIONS} password '${password}';
    grant all on all tables in schema public, frescura to ${role}; grant all on all sequences in schema public, frescura to ${role};
    grant execute on all routines in schema frescura to ${role};
    grant create, usage on schema public, frescura to ${role};
    alter materialized view report owner to ${role}; alter table sale owner to ${role}`);
  const url = new URL(report.url);
  url.username = role;
  url.password = password;
  await closeDb();
  amendEnv({ DATABASE_URL: report.url, LOG_LEVEL: "silent" });
  const token = await newToken("ceo");
  await closeDb();
  const crowd = new Sessions(url.href);
  await Promise.all(Array.from({ length: CONNECTIONS }, () => crowd.start()));
  const env = amendEnv({
    DATABASE_URL: url.href,
    LOG_LEVEL: "silent",
    NEXTAUTH_SECRET: "only for the tests, but 32 long!!",
  });
  const heard = listeningLog();
  const worker = await startWorker({ log: heard.log, env, tickMs: 200 });
  try {
    await report.sql`insert into sale values (3, 50000)`;
    await until("it has met the limit", async () => heard.said("failed, and will be tried again"));
    const answer = await read(await call("GET", "/api/v1/mv/health", { token }));
    expect(answer).toMatchObject({ status: 503, body: { code: "database_unavailable" } });
    await crowd.end();
    await until(
      "the sale is in the view",
      async () => (await report.sql`select from report where id = 3`)[0],
    );
    expect(await report.events()).toMatchObject([{ key: "3", done: true }]);
  } finally {
    await worker.stop();
    await closeDb();
    amendEnv({ DATABASE_URL: "" });
    await roles.drop();
  }
});
