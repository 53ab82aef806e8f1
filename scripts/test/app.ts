import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import getPort from "get-port";
import { runningEmbedded, startEmbedded } from "@/db/embedded";
import { VARIABLES } from "@/server/env";
import { demoSecrets } from "../start/secrets";
import { TEST_DIST_DIR } from "./build";
import { makeHome } from "./homes";
import { interruption } from "./signals";

/** An application that was started for tests, as a person would start it. */
export interface App {
  readonly url: string;
  readonly databaseUrl: string;
  /** The one password of the demo accounts; of no use where the database was given. */
  readonly password: string;
  readonly pid: number;
  /** What it has printed so far. */
  output(): string;
  /** Ends it as Ctrl-C would, and removes its data; returns its exit code. */
  stop(): Promise<number | null>;
  /** Ends it as the kernel would: nothing in it gets to clean up, and its database runs on. */
  kill(): Promise<void>;
}

const PROJECT_DIR = fileURLToPath(new URL("../..", import.meta.url));

// With a build in it; a busy machine takes its time, and a hang must still end.
const START_MS_MAX = 10 * 60_000;
const STOP_MS_MAX = 60_000;

/**
 * Starts the product through scripts/start.ts on a free port, with data of its own: the demo, unless the given
 * settings name a DATABASE_URL.
 *
 * @param settings variables to set; all others are unset, so that a developer's .env decides nothing. PORT is for
 *   who wants the port of one before. The caller keeps, and removes, a FRESCURA_DATA_DIR of its own.
 */
export async function startApp(settings: Readonly<Record<string, string>> = {}): Promise<App> {
  const home = settings.FRESCURA_DATA_DIR ?? makeHome();
  const dataDir = join(home, "pg");
  const secrets = demoSecrets(dataDir);
  const { NEXTAUTH_SECRET, CRON_SECRET } = secrets;
  const port = settings.PORT ?? (await getPort({ host: "127.0.0.1" }));

  const unset = Object.fromEntries(Object.keys(VARIABLES.shape).map((name) => [name, ""]));
  // Journeys test channels against a server of their own.
  const ALLOW_PRIVATE_WEBHOOKS = "on";
  const own = {
    FRESCURA_DATA_DIR: home,
    PORT: `${port}`,
    LOG_LEVEL: "warn",
    NEXTAUTH_SECRET,
    CRON_SECRET,
    ALLOW_PRIVATE_WEBHOOKS,
  };
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/start.ts"], {
    cwd: PROJECT_DIR,
    env: { ...process.env, ...unset, ...own, FRESCURA_DIST_DIR: TEST_DIST_DIR, ...settings },
    stdio: ["ignore", "pipe", "pipe"],
    // Ctrl-C is for the test run, which then ends the application in its turn.
    detached: true,
  });
  const output = collect(child);
  const exited = new Promise<void>((done) => child.once("exit", () => done()));
  const stop = async () => {
    child.kill("SIGTERM");
    const ended = await Promise.race([exited.then(() => true), sleep(STOP_MS_MAX, false, { ref: false })]);
    if (!ended) await stopHard(child, exited, dataDir);
    if (home !== settings.FRESCURA_DATA_DIR) rmSync(home, { recursive: true, force: true });
    return child.exitCode;
  };
  const kill = async () => {
    child.kill("SIGKILL");
    await exited;
  };

  const url = `http://localhost:${port}`;
  try {
    await untilReady(url, child, output);
  } catch (error) {
    await stop();
    throw error;
  }
  const databaseUrl = settings.DATABASE_URL ?? (await runningEmbedded(dataDir)) ?? "";
  return {
    url,
    databaseUrl,
    password: secrets.password,
    pid: child.pid!,
    output,
    stop,
    kill,
  };
}

function collect(child: ChildProcess): () => string {
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
  }
  return () => text;
}

async function untilReady(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const giveUpAt = Date.now() + START_MS_MAX;
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`the application ended while it started:\n${output()}`);
    }
    // Announced last: worker and sales simulator run too by then.
    if (output().includes("Frescura is ready") && (await isHealthy(url))) return;
    if (interruption.aborted) throw new Error("interrupted");
    if (Date.now() > giveUpAt) throw new Error(`the application did not get ready:\n${output()}`);
    await sleep(200);
  }
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/api/health`)).ok;
  } catch {
    return false;
  }
}

/** An application that does not end by itself is a fault worth seeing, but it must not outlive its test. */
async function stopHard(child: ChildProcess, exited: Promise<void>, dataDir: string): Promise<void> {
  console.error("the application did not stop when told to, killing it");
  child.kill("SIGKILL");
  await exited;
  if (!(await runningEmbedded(dataDir))) return;
  const left = await startEmbedded({ dataDir, onLog: () => {} });
  await left.stop("immediate");
}
