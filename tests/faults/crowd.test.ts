import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { closeDb } from "@/server/db";
import { amendEnv } from "@/server/env";
import { createToken } from "@/server/tokens/create";
import { shell } from "@/tests/support/api";
import { Report } from "@/tests/support/report";
import { Gate } from "@/tests/support/sessions";
import { until, waitForLock } from "@/tests/support/wait";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const report = Report.use();

interface Answer {
  status: number;
  body: { refresh_id: number; success: boolean; shared: boolean };
}

/** An instance of its own that is asked so many times at once. */
async function askInstance(token: string, count: number): Promise<Answer[]> {
  const args = [
    "--import",
    "tsx",
    "tests/support/refresh-process.ts",
    "http://localhost/api/v1/mv/refresh/report?force=true",
    `${count}`,
  ];
  const env = {
    PATH: process.env.PATH!,
    NODE_ENV: "test" as const,
    DATABASE_URL: report.url,
    NEXTAUTH_SECRET: "only for the tests of the API, 32+",
    REFRESH_LIMIT_PER_HOUR: "100",
    LOG_LEVEL: "silent",
    FRESCURA_TOKEN: token,
  };
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT, env });
  return JSON.parse(stdout);
}

test("50 requests at once through two instances: two refreshes, and each request has the id of one that began after it arrived", async () => {
  amendEnv({ DATABASE_URL: report.url, LOG_LEVEL: "silent" });
  const { token } = await createToken(shell, { name: "crowd", role: "cfo" });
  await closeDb();
  const gate = await Gate.make(report.sessions);
  await report.sql.unsafe(`
    drop materialized view report; create materialized view report as select id, gate() as passed from sale;
    create unique index on report (id)`);
  const runner = await report.session();
  await gate.shut();
  const first = report.refresh(runner, "manual");
  await waitForLock(report.sql, runner.pid);

  const ticket = async () =>
    (await report.sql`select last_value as at from frescura.ticket_seq`)[0]!.at as number;
  const before = await ticket();
  const asked = [askInstance(token, 25), askInstance(token, 25)];
  await until("all fifty have taken their place in the queue", async () => (await ticket()) === before + 50);
  await gate.lift();
  await first;

  const answers = (await Promise.all(asked)).flat();
  expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200));
  const attempts = await report.log();
  expect(attempts).toHaveLength(2);
  // It began after the last of them had arrived.
  expect(attempts[1]!.start_ticket).toBeGreaterThan(before + 50);
  expect(new Set(answers.map(({ body }) => body.refresh_id))).toEqual(new Set([attempts[1]!.id]));
  expect(answers.filter(({ body }) => !body.shared)).toHaveLength(1);
});
