import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { promisify } from "node:util";
import { expect, test } from "@playwright/test";
import { application } from "./application";
import { inDatabase } from "./database";

const run = promisify(execFile);
const base = application().url;

/** A token made by the command line, as an operator would. */
async function tokenFor(role: string): Promise<string> {
  const env = { ...process.env, DATABASE_URL: application().databaseUrl };
  const args = [
    "-s",
    "run",
    "frescura",
    "--",
    "token",
    "create",
    "--role",
    role,
    "--name",
    // No two have the same name, and a test may be tried twice.
    `curl ${role} ${randomUUID()}`,
    "--json",
  ];
  const { stdout } = await run("npm", args, { env });
  return JSON.parse(stdout).token;
}

/** Any answer of the API, a problem among them. */
type Answer = Record<string, unknown> & {
  stats: object;
  history: unknown[];
  duration_ms: number;
  refresh_id: number;
};

/** Runs a curl line of the strategy as it stands there, but for host and token; gives status, headers and body. */
async function curl(
  line: string,
  token?: string,
): Promise<{ status: number; type: string; retryAfter: string; body: Answer }> {
  const here = line.replaceAll("http://localhost:8001", base).replace("CEO_TOKEN", token ?? "");
  const auth = token && !here.includes("Authorization") ? ` -H "Authorization: Bearer ${token}"` : "";
  const { stdout } = await run("bash", [
    "-c",
    `${here}${auth} -s -w '\\n%{http_code} %{content_type} %header{retry-after}'`,
  ]);
  const end = stdout.lastIndexOf("\n");
  const [status, type = "", ...rest] = stdout.slice(end + 1).split(" ");
  return {
    status: Number(status),
    type,
    retryAfter: rest.at(-1) ?? "",
    body: JSON.parse(stdout.slice(0, end)),
  };
}

const REFRESH = `curl -X POST "http://localhost:8001/api/v1/mv/refresh/universal-transactions?force=true" -H "Authorization: Bearer CEO_TOKEN"`;
const REFRESH_ALL = `curl -X POST "http://localhost:8001/api/v1/mv/refresh?force=true"`;
const HEALTH = `curl "http://localhost:8001/api/v1/mv/health/universal-transactions"`;
const HISTORY = `curl "http://localhost:8001/api/v1/mv/metrics/refresh-history?hours=24"`;

test("the strategy's curl lines answer with its fields", async () => {
  const cfo = await tokenFor("cfo");

  const refreshed = await curl(REFRESH, cfo);
  expect(refreshed.status).toBe(200);
  expect(refreshed.body).toMatchObject({ success: true, refreshed: true });
  expect(refreshed.body.message).toBe(`View refreshed successfully in ${refreshed.body.duration_ms}ms`);
  expect(refreshed.body.rows_affected).toBeGreaterThan(1_000);

  const all = await curl(REFRESH_ALL, cfo);
  expect(all.status).toBe(200);
  expect(all.body).toMatchObject({ success: true, refreshed: true, message: expect.any(String) });
  expect(all.body.duration_ms).toEqual(expect.any(Number));
  expect(all.body.rows_affected).toEqual(expect.any(Number));

  const health = await curl(HEALTH, cfo);
  expect(health.body).toMatchObject({
    view_name: "universal_transactions_mv",
    freshness: "fresh",
    age_minutes: 0,
    last_refresh: expect.any(String),
    rows_count: expect.any(Number),
    needs_refresh: expect.any(Boolean),
    recommendation: expect.any(String),
  });

  const history = await curl(HISTORY, cfo);
  expect(Object.keys(history.body.stats)).toEqual(
    expect.arrayContaining([
      ...["total_refreshes", "successful", "failed"],
      ...["success_rate", "avg_duration_ms", "max_duration_ms"],
    ]),
  );
  expect(history.body.history.length).toBeGreaterThan(0);
});

test("a path of before still answers", async () => {
  const ops = await tokenFor("ops");
  for (const [former, path] of [
    ["audits", "verifications"],
    ["waste", "no-op-refreshes"],
  ]) {
    const [before, now] = [
      await curl(`curl "${base}/api/v1/mv/${former}?limit=1"`, ops),
      await curl(`curl "${base}/api/v1/mv/${path}?limit=1"`, ops),
    ];
    expect(Object.keys(before.body)).toEqual(Object.keys(now.body));
    expect(before.status).toBe(now.status);
  }
  const verified = await curl(
    `curl -X POST "${base}/api/v1/mv/audit/universal-transactions" -H "content-type: application/json" -d '{"sample_percent": 1}'`,
    ops,
  );
  expect(verified).toMatchObject({
    status: 200,
    body: { view: "universal-transactions", sample_percent: 1 },
  });
});

test("who may not, what is not there and what is wrong are told apart", async () => {
  const [ceo, cfo] = [await tokenFor("ceo"), await tokenFor("cfo")];
  const problem = (answer: Awaited<ReturnType<typeof curl>>, status: number, code: string) => {
    expect(answer).toMatchObject({ status, body: { status, code } });
    expect(answer.type).toContain("application/problem+json");
  };
  problem(await curl(HEALTH), 401, "unauthenticated");
  problem(await curl(REFRESH, ceo), 403, "forbidden");
  problem(await curl(HEALTH.replace("universal-transactions", "nowhere"), cfo), 404, "unknown_view");
  const bad = await curl(HISTORY.replace("24", "yesterday"), cfo);
  problem(bad, 400, "bad_parameter");
  expect(bad.body.parameter).toBe("hours");
});

test("the eleventh refresh in an hour is refused, and says when to come back", async () => {
  const cfo = await tokenFor("cfo");
  for (let n = 0; n < 10; n++) expect((await curl(REFRESH, cfo)).status).toBe(200);
  const refused = await curl(REFRESH, cfo);
  expect(refused).toMatchObject({ status: 429, body: { code: "rate_limited" } });
  expect(Number(refused.retryAfter)).toBeGreaterThan(0);
});

test("a refresh that fails answers 502 with its place in the log", async () => {
  const cfo = await tokenFor("cfo");
  await inDatabase((sql) =>
    sql.unsafe(`
      create table e2e_divisor (n integer); insert into e2e_divisor values (1);
      create materialized view e2e_broken_mv as select 1 / n as one from e2e_divisor;
      select frescura.register('e2e_broken_mv');
      update e2e_divisor set n = 0`),
  );
  try {
    const failed = await curl(REFRESH.replace("universal-transactions", "e2e-broken"), cfo);
    expect(failed).toMatchObject({ status: 502, body: { code: "refresh_failed" } });
    const [row] = await inDatabase(
      (sql) => sql`select status, error_code from mv_refresh_log where id = ${failed.body.refresh_id}`,
    );
    expect(row).toEqual({ status: "failed", error_code: "22012" });
    expect(JSON.stringify(failed.body)).not.toContain("division");
  } finally {
    await inDatabase((sql) =>
      sql.unsafe(`delete from frescura.views where slug = 'e2e-broken'; drop table e2e_divisor cascade`),
    );
  }
});
