import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as route from "@/app/api/cron/[tier]/route";
import { amendEnv } from "@/server/env";
import { createProduct, listeningLog, type Product } from "@/tests/support/product";
import { arrangeSteps, prepareSteps, STEP_CASES, stepsDone } from "@/tests/support/upkeep-steps";
import { until } from "@/tests/support/wait";
import { startWorker } from "@/worker/loop";

const SECRET = "a-secret-of-the-cron-driver";
const ALL = Object.keys(STEP_CASES);
const WITHOUT_NETWORK = ALL.filter((step) => !STEP_CASES[step]!.needsNetwork);
let product: Product;

beforeAll(async () => {
  product = await createProduct();
  amendEnv({ CRON_SECRET: SECRET });
  await prepareSteps(product.sql);
});
beforeEach(() => arrangeSteps(product.sql));
afterAll(async () => {
  amendEnv({ CRON_SECRET: "" });
  await product.drop();
});

async function deliver(agent: string): Promise<void> {
  const headers = { authorization: `Bearer ${SECRET}`, "user-agent": agent };
  const request = new Request("http://localhost/api/cron/events", { headers });
  const answer = await route.GET(request, { params: Promise.resolve({ tier: "events" }) });
  expect(answer.status).toBe(200);
}

test("every step that the database lists has its case here", async () => {
  const listed = await product.sql<{ step: string }[]>`select step from frescura.upkeep_steps()`;
  expect(listed.map(({ step }) => step)).toEqual(expect.arrayContaining(ALL));
  expect(listed).toHaveLength(ALL.length);
});

test("nothing of it was done beforehand", async () => {
  expect(await stepsDone(product.sql)).toEqual([]);
});

describe("every step of upkeep is done by", () => {
  test("the worker, at its tick", async () => {
    const env = { DATABASE_URL: product.url, DATABASE_URL_DIRECT: undefined };
    const worker = await startWorker({ log: listeningLog().log, env, tickMs: 86_400_000 });
    await until("all is done", async () => (await stepsDone(product.sql)).length === ALL.length);
    await worker.stop();
  });

  test("Vercel, at a delivery of any tier", async () => {
    await deliver("vercel-cron/1.0");
    expect(await stepsDone(product.sql)).toEqual(ALL);
  });

  test("whoever calls the route, as the timers of systemd do", async () => {
    await deliver("curl/8");
    expect(await stepsDone(product.sql)).toEqual(ALL);
  });
});

describe("every step but telling the alerts is done by", () => {
  test("the system's cron, by the line of ops/crontab", async () => {
    const crontab = readFileSync(fileURLToPath(new URL("../../ops/crontab", import.meta.url)), "utf8");
    await product.sql.unsafe(/psql .*"(CALL frescura\.upkeep[^"]+)"/.exec(crontab)![1]!);
    expect(await stepsDone(product.sql)).toEqual(WITHOUT_NETWORK);
  });

  test("pg_cron, by the job that frescura.cron_install makes", async () => {
    const [job] = await product.sql<[{ command: string }]>`
      select command from frescura.cron_plan() where jobname = 'frescura-upkeep'`;
    await product.sql.unsafe(job.command);
    expect(await stepsDone(product.sql)).toEqual(WITHOUT_NETWORK);
  });
});

describe("a step that fails", () => {
  const problem = () =>
    product.sql`select step, driver, problem from frescura.upkeep_runs where problem is not null`;

  test("is on record until it goes right, and does not stop the others", async () => {
    await product.sql`alter table frescura.refresh_hourly add constraint refused check (view_id is null)`;
    await deliver("curl/8");
    expect(await problem()).toMatchObject([
      { step: "prune_log", driver: "http-cron", problem: expect.stringContaining("refused") },
    ]);
    expect(await stepsDone(product.sql)).toEqual(ALL.filter((step) => step !== "prune_log"));
    await product.sql`alter table frescura.refresh_hourly drop constraint refused`;
    await deliver("curl/8");
    expect(await problem()).toEqual([]);
    expect(await stepsDone(product.sql)).toEqual(ALL);
  });
});

test("a step that has its hours is done once in them, whoever comes", async () => {
  await deliver("curl/8");
  await STEP_CASES.prune_traces!.arrange(product.sql);
  await product.sql`call frescura.upkeep('psql')`;
  expect(await stepsDone(product.sql)).not.toContain("prune_traces");
  await product.sql`update frescura.upkeep_runs set ran_at = ran_at - interval '1 hour'`;
  await product.sql`call frescura.upkeep('psql')`;
  expect(await stepsDone(product.sql)).toContain("prune_traces");
});

test("LOG_KEEP_DAYS becomes the database's setting, for every driver", async () => {
  amendEnv({ LOG_KEEP_DAYS: "300" });
  await deliver("curl/8");
  expect(await product.sql`select frescura.setting('keep_days') as days`).toEqual([{ days: "300" }]);
  expect(await stepsDone(product.sql)).not.toContain("prune_log");
  amendEnv({ LOG_KEEP_DAYS: "" });
  await product.sql`delete from frescura.settings where key = 'keep_days'`;
});
