import { Agent, get, type IncomingMessage } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { connect, type Sql } from "@/db/client";
import { type App, startApp } from "@/scripts/test/app";
import { frescura } from "@/tests/support/cli";
import type { Report } from "./support/markdown";
import { figure } from "./support/stats";

const VIEW = "universal-transactions";

/** What a page costs that is kept up to date by a stream, against one that asks. */
export async function streams({ small }: { small: boolean }): Promise<Report> {
  const [sizes, rounds] = small ? [[50, 200], 5] : [[100, 500, 1_000], 20];
  const collector = new URL("support/collect.mjs", import.meta.url);
  const app = await startApp({ DEMO: "off", WORKER: "off", NODE_OPTIONS: `--import ${collector}` });
  const sql = connect(app.databaseUrl, "frescura bench", 2);
  const agent = new Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY });
  const viewers: Viewer[] = [];
  const rows: string[][] = [];
  try {
    const made = await frescura(["token", "create", "--role", "ceo", "--name", "bench", "--json"], {
      DATABASE_URL: app.databaseUrl,
    });
    const call: Call = { url: app.url, token: JSON.parse(made.stdout).token, agent };
    // Warm: code compiled, pools open, the heap grown to what answering takes.
    await open(call, viewers, 20);
    await together(call, 100);
    await sleep(2_000);
    const [emptyKb, already] = [await keptKb(app), viewers.length];
    for (const size of sizes) {
      await open(call, viewers, size - viewers.length);
      await sleep(3_000);
      const perStream = ((await keptKb(app)) - emptyKb) / (viewers.length - already);
      const times: number[] = [];
      for (let round = 0; round < rounds; round++) times.push(...(await tell(sql, viewers, round)));
      const [{ listening }] = await sql<[{ listening: number }]>`
        select count(*)::integer as listening from pg_stat_activity where application_name = 'frescura live'`;
      rows.push([
        size.toLocaleString("en-US"),
        figure(quantile(times, 0.5)),
        figure(quantile(times, 0.99)),
        figure(Math.max(...times)),
        figure(perStream),
        String(listening),
      ]);
    }
    // Last, since answering them makes the heap grow.
    for (const viewer of viewers) viewer.response.destroy();
    for (const [at, size] of sizes.entries()) {
      rows[at]!.push(figure(quantile(await together(call, size), 0.99)));
    }
    return {
      name: "streams",
      title: "Pages that are told, and pages that ask",
      method: `streams of one process, read by another on the same machine over 127.0.0.1; ${rounds} refreshes are put on record and announced by pg_notify, and each stream's time counts from before that statement is sent to the event's arrival, milliseconds; kB is what the process keeps more, in heap and buffers, a stream, its garbage collected before each look. The peer: as many pages that ask for the health once, all at the same moment.`,
      head: [
        "streams",
        "p50, ms",
        "p99, ms",
        "slowest, ms",
        "kB a stream",
        "LISTEN connections",
        "asking instead, p99, ms",
      ],
      rows,
    };
  } finally {
    for (const viewer of viewers) viewer.response.destroy();
    agent.destroy();
    await sql.end();
    await app.stop();
  }
}

interface Call {
  url: string;
  token: string;
  agent: Agent;
}

interface Viewer {
  response: IncomingMessage;
  /** Called with each event's text. */
  hear: (text: string) => void;
}

function ask({ url, token, agent }: Call, path: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}` };
    get(`${url.replace("localhost", "127.0.0.1")}${path}`, { agent, headers }, resolve).on("error", reject);
  });
}

async function open(call: Call, viewers: Viewer[], count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    const response = await ask(call, "/api/v1/mv/stream");
    if (response.statusCode !== 200) throw new Error(`a stream was refused: ${response.statusCode}`);
    const viewer: Viewer = { response, hear: () => {} };
    response.setEncoding("utf8").on("data", (text: string) => viewer.hear(text));
    response.on("error", () => {});
    viewers.push(viewer);
  }
}

/** Announces one refresh, and gives the milliseconds after which each has heard of it. */
async function tell(sql: Sql, viewers: readonly Viewer[], round: number): Promise<number[]> {
  const id = 900_000 + round;
  await sql`
    insert into frescura.refresh_log (id, view_id, view_name, status, trigger_type, triggered_by, refresh_started_at,
                                      refresh_completed_at, refresh_duration_ms)
    select ${id}, v.id, v.view_name, 'completed', 'test', 'bench', clock_timestamp(), clock_timestamp(), 0
      from frescura.views v where v.slug = ${VIEW}`;
  const mark = `"refresh_id":${id}`;
  const heard = viewers.map(
    (viewer) =>
      new Promise<number>((done) => {
        viewer.hear = (text) => text.includes(mark) && done(performance.now());
      }),
  );
  const told = performance.now();
  await sql`select pg_notify('frescura', ${JSON.stringify({ refresh: id })})`;
  const times = (await Promise.all(heard)).map((at) => at - told);
  await sleep(250);
  return times;
}

/** As many requests for the health at once, and the milliseconds that each took. */
async function together(call: Call, count: number): Promise<number[]> {
  return await Promise.all(
    Array.from({ length: count }, async () => {
      const began = performance.now();
      const response = await ask(call, "/api/v1/mv/health");
      for await (const _ of response);
      return performance.now() - began;
    }),
  );
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}

/** What the application keeps in memory, in kB, its garbage collected. */
async function keptKb(app: App): Promise<number> {
  const before = app.output().length;
  process.kill(app.pid, "SIGUSR2");
  for (;;) {
    await sleep(100);
    const said = /keeps (\d+) bytes/.exec(app.output().slice(before));
    if (said) return Number(said[1]) / 1024;
  }
}
