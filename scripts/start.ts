/**
 * `npm start`: from a clone to a running product, one line per step. `--dev` reloads the application as it changes.
 *
 * Everything runs in this process but PostgreSQL and the build, so that one Ctrl-C ends it all.
 */
import { fileURLToPath } from "node:url";
import { parseAddress, withoutLogin } from "@/db/address";
import { connect } from "@/db/client";
import { defaultDataDir, startEmbedded } from "@/db/embedded";
import { migrate, StandbyError } from "@/db/migrate";
import { closeDb } from "@/server/db";
import { amendEnv, type Env, env, requireSessionSecret } from "@/server/env";
import { endStreams } from "@/server/live/open";
import { logger } from "@/server/log";
import { type Account, announce } from "./start/announce";
import { ensureBuild } from "./start/build";
import { explain } from "./start/explain";
import { Interrupted, Lifecycle } from "./start/lifecycle";
import { Progress, secondsSince } from "./start/progress";
import { demoSecrets } from "./start/secrets";
import { type Door, startNext, takePort } from "./start/web";

const projectDir = fileURLToPath(new URL("..", import.meta.url));
process.chdir(projectDir);

const dev = process.argv.includes("--dev");
const startedAt = performance.now();
const life = new Lifecycle();
const progress = new Progress(7, (text) => void process.stdout.write(text));
const step: Progress["step"] = (name, work) => life.run(() => progress.step(name, work));

/** The demo's accounts and their password, where there are any. */
let demo: { accounts: Account[]; password: string } | undefined;
let door: Door;

async function main(): Promise<void> {
  Object.assign(process.env, { NODE_ENV: dev ? "development" : "production", NEXT_TELEMETRY_DISABLED: "1" });
  await step("environment", takeEnvironment);
  await step("database", takeDatabase);
  await step("migrations", applyMigrations);
  await step("demo data", seedDemoData);
  await step("application", buildApplication);
  await step("web server", openWeb);
  await step("worker", openWorker);
  // Registered last, so that the end begins with it: nobody is let in to a house that is being closed.
  life.onEnd("door", () => door.close());
  life.onEnd("streams", endStreams);
  announce({ env: env(), demo, seconds: secondsSince(startedAt) }, (text) => process.stdout.write(text));
}

async function takeEnvironment(): Promise<string> {
  const { HOST, PORT, DATABASE_URL } = env();
  // The embedded database brings its own.
  if (DATABASE_URL) requireSessionSecret(env());
  door = await takePort(HOST, PORT, Boolean(process.env.PORT));
  life.onEnd("web server", () => door.close());
  const settings = amendEnv({ PORT: `${door.port}` });
  if (!settings.NEXTAUTH_URL) amendEnv({ NEXTAUTH_URL: `http://localhost:${door.port}` });
  return door.port === PORT ? `port ${PORT}` : `port ${PORT} is busy, taking ${door.port}`;
}

async function takeDatabase(): Promise<string> {
  const { DATABASE_URL, FRESCURA_DATA_DIR, EMBEDDED_PORT, NEXTAUTH_SECRET, CRON_SECRET } = env();
  if (DATABASE_URL)
    return `PostgreSQL ${await serverVersion(DATABASE_URL)} at ${withoutLogin(DATABASE_URL)}${notesOn(DATABASE_URL)}`;

  const dataDir = await defaultDataDir(projectDir, FRESCURA_DATA_DIR);
  const notes: string[] = [];
  const server = await startEmbedded({ dataDir, port: EMBEDDED_PORT, onLog: (line) => notes.push(line) });
  life.onEnd("database", () => server.stop());
  onForce.push(() => server.stop("immediate"));
  const secrets = demoSecrets(dataDir);
  amendEnv({
    DATABASE_URL: server.url,
    FRESCURA_EMBEDDED: "1",
    NEXTAUTH_SECRET: NEXTAUTH_SECRET ?? secrets.NEXTAUTH_SECRET,
    CRON_SECRET: CRON_SECRET ?? secrets.CRON_SECRET,
  });
  demo = { accounts: [], password: secrets.password };
  return [`embedded PostgreSQL on port ${server.port}`, ...notes].join(", ");
}

/** What of the address counts for nothing, a line each. */
function notesOn(url: string): string {
  return parseAddress(url)
    .notes.map((note) => `\n      ${note}`)
    .join("");
}

async function serverVersion(url: string): Promise<string> {
  const sql = connect(url, "frescura start", 1);
  try {
    const [row] = await sql<{ version: string }[]>`select current_setting('server_version') as version`;
    return row?.version ?? "";
  } catch (error) {
    throw new Error(`The database that DATABASE_URL names does not let us in: ${explain(error)}`);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function applyMigrations(): Promise<string> {
  try {
    const said: string[] = [];
    await migrate(directUrl(env()), { say: (line) => said.push(line) });
    return ["schema up to date", ...said].join("\n      ");
  } catch (error) {
    if (!(error instanceof StandbyError)) throw error;
    return "none: the database is a standby, which serves reads until it is promoted";
  }
}

async function seedDemoData(): Promise<string> {
  if (!demo) return "none: the database is yours";
  if (env().DEMO === "off") return "none: DEMO=off";
  const { seedDemo } = await import("@/db/demo/seed");
  demo.accounts = (await seedDemo(directUrl(env()), { password: demo.password })).accounts;
  if (demo.accounts.length > 0) return `${demo.accounts.length} accounts`;
  if (env().DEMO === "on") throw new Error("DEMO is on, but the embedded database holds other data already.");
  return "none: the database holds other data";
}

async function buildApplication(ahead: (text: string) => void): Promise<string> {
  if (dev) return "built on demand";
  const onBuild = () => ahead("building, less than a minute …");
  return ensureBuild(projectDir, { signal: life.signal, onBuild });
}

async function openWeb(): Promise<string> {
  const close = await startNext(door, { dir: projectDir, dev, host: env().HOST });
  life.onEnd("connections", closeDb);
  life.onEnd("application", close);
  return env().NEXTAUTH_URL ?? `port ${door.port}`;
}

async function openWorker(): Promise<string> {
  const parts: string[] = [];
  if (env().WORKER === "on") {
    const { startWorker } = await import("@/worker/loop");
    const worker = await startWorker({ log: logger(), env: env() });
    life.onEnd("worker", () => worker.stop());
    parts.push("running");
  } else {
    parts.push("off: WORKER=off");
  }
  if (demo && demo.accounts.length > 0) {
    const { startSalesSimulator } = await import("@/db/demo/sales-simulator");
    const simulator = await startSalesSimulator(directUrl(env()));
    life.onEnd("sales simulator", () => simulator.stop());
    parts.push("with a sales simulator");
  }
  return parts.join(", ");
}

function directUrl({ DATABASE_URL_DIRECT, DATABASE_URL }: Env): string {
  const url = DATABASE_URL_DIRECT ?? DATABASE_URL;
  if (!url) throw new Error("no database was chosen");
  return url;
}

/** What a second Ctrl-C still does before it leaves. */
const onForce: (() => Promise<void>)[] = [];
const FORCE_MS = 2_000;
let signals = 0;

async function end(exitCode: number): Promise<void> {
  const clean = await life.end((name, error) =>
    console.error(`${name} did not stop properly: ${explain(error)}`),
  );
  process.exit(clean ? exitCode : 1);
}

for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(name, () => {
    signals += 1;
    if (signals === 1) {
      process.stdout.write("\nStopping (once more to force) …\n");
      void end(0);
      return;
    }
    setTimeout(() => process.exit(130), FORCE_MS).unref();
    void Promise.allSettled(onForce.map((force) => force())).then(() => process.exit(130));
  });
}

// A killed npm tells nobody: losing it as our parent is how we hear of it.
if (process.env.npm_lifecycle_event) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    void end(0);
  }, 500);
  watch.unref();
}

// The terminal may be gone before we are.
process.stdout.on("error", () => {});
process.on("uncaughtException", (error) => {
  console.error(explain(error));
  void end(1);
});

main().catch((error) => {
  if (error instanceof Interrupted || life.signal.aborted) return;
  console.error(`\n${explain(error)}`);
  void end(1);
});
