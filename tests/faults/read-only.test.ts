import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GET } from "@/app/api/cron/[tier]/route";
import { closeDb } from "@/server/db";
import { amendEnv } from "@/server/env";
import { type Api, call, newToken, read, startApi } from "@/tests/support/api";
import { listeningLog } from "@/tests/support/product";
import { until } from "@/tests/support/wait";
import { startWorker } from "@/worker/loop";

const VIEW = "universal-transactions";
const CRON_SECRET = "only-for-the-tests-of-faults";
let api: Api;
let token: string;

beforeAll(async () => {
  api = await startApi({ CRON_SECRET });
  token = await newToken("admin");
  await call("POST", `/api/v1/mv/refresh/${VIEW}?force=true`, { token });
  await api.database.sql`update frescura.schedules set created_at = now() - interval '1 day'`;
  // As long ago as a token's use is worth noting again.
  await api.database.sql`update frescura.tokens set last_used_at = now() - interval '1 hour'`;
});
afterAll(() => api.stop());

/** A delivery of a cron driver. */
const deliver = () =>
  GET(
    new Request("http://localhost/api/cron/hourly", { headers: { authorization: `Bearer ${CRON_SECRET}` } }),
    {
      params: Promise.resolve({ tier: "hourly" }),
    },
  );

/** The database as a standby, or a careful administrator, shows it: every new session may only read. */
async function readOnly(on: boolean): Promise<void> {
  const { sql } = api.database;
  const name = new URL(api.database.url).pathname.slice(1);
  await sql.unsafe(
    `set default_transaction_read_only = off; alter database ${name} set default_transaction_read_only = ${on}`,
  );
  await closeDb();
}

describe("a read-only database (25006)", () => {
  test.each([
    "/api/v1/me",
    "/api/v1/mv/health",
    `/api/v1/mv/health/${VIEW}`,
    "/api/v1/mv/metrics/hourly",
    "/api/v1/mv/metrics/refresh-history",
    "/api/v1/mv/doctor",
    "/api/v1/mv/availability",
    `/api/v1/mv/data/${VIEW}`,
    `/api/v1/mv/pending/${VIEW}`,
    `/api/v1/mv/views/${VIEW}`,
    "/api/v1/mv/no-op-refreshes",
  ])("is read as before: GET %s", async (path) => {
    await readOnly(true);
    const { status, body } = await read(await call("GET", path, { token }));
    await readOnly(false);
    expect({ status, body }).toMatchObject({ status: 200 });
  });

  test("refuses a refresh with 503, in words that say why and tell nothing else, and logs nothing as running", async () => {
    await readOnly(true);
    const answer = await read(await call("POST", `/api/v1/mv/refresh/${VIEW}?force=true`, { token }));
    const cron = await read(await deliver());
    await readOnly(false);
    for (const { status, headers, body } of [answer, cron]) {
      expect({ status, code: body.code }).toEqual({ status: 503, code: "database_unavailable" });
      expect(body.detail).toBe(
        "The database takes no writes at the moment: it is a standby, or set to read-only.",
      );
      expect(headers.get("retry-after")).toBe("5");
    }
    expect(await api.database.sql`select from frescura.refresh_log where status = 'running'`).toHaveLength(0);
    expect((await call("POST", `/api/v1/mv/refresh/${VIEW}?force=true`, { token })).status).toBe(200);
  });

  test("is outlived by the worker, which catches up once it takes writes again", async () => {
    const { sql } = api.database;
    await sql`insert into cpg_pos (folio, monto_total) values ('WHILE-READ-ONLY', 25000)`;
    await readOnly(true);
    const heard = listeningLog();
    const worker = await startWorker({ log: heard.log, env: amendEnv({}), tickMs: 100 });
    try {
      await until("it has met the refusal", async () => heard.said("failed, and will be tried again"));
      await readOnly(false);
      // The sessions of before keep their setting: a failover ends them just so.
      await sql`select pg_terminate_backend(pid) from pg_stat_activity
                 where datname = current_database() and application_name <> 'frescura tests' and pid <> pg_backend_pid()`;
      await until("the sale is in the view", async () => {
        const [row] = await sql`select from universal_transactions_mv where folio = 'WHILE-READ-ONLY'`;
        return row;
      });
    } finally {
      await worker.stop();
    }
  });
});
