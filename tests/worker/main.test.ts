import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "../support/database";
import { until } from "../support/wait";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

function runWorker(env: Record<string, string>) {
  const child = spawn(process.execPath, ["--import", "tsx", "worker/main.ts"], {
    cwd: ROOT,
    env: { PATH: process.env.PATH!, NODE_ENV: "test", ...env },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (text) => {
      output += text;
    });
  }
  return { child, ended: once(child, "close"), output: () => output };
}

test.each(["SIGTERM", "SIGINT"] as const)(
  "npm run worker works alone, and leaves in good order at %s",
  async (signal) => {
    const { child, ended, output } = runWorker({ DATABASE_URL: database.url });
    await until("it listens", async () => output().includes("listening for events"));
    const folio = `ALONE-${signal}`;
    await database.sql`insert into cpg_pos (folio, monto_total) values (${folio}, 30000)`;
    await until("the event is processed", async () => {
      const [row] = await database.sql`
      select from frescura.refresh_triggers t join frescura.refresh_log l on l.id = t.refresh_id
       where l.status = 'completed' and t.source_key = (select id::text from cpg_pos where folio = ${folio})`;
      return row;
    });
    child.kill(signal);
    expect(await ended).toEqual([0, null]);
    expect(output()).toContain("the worker has stopped");
  },
);

test("a bad setting ends it with the setting's name", async () => {
  const { ended, output } = runWorker({ DATABASE_URL: "mysql://somewhere" });
  expect(await ended).toEqual([1, null]);
  expect(output()).toContain("DATABASE_URL");
});
