import { createHash } from "node:crypto";
import { readFileSync, realpathSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import getPort from "get-port";
import { type Account, canEnter, isRoot, serverAccount } from "./embedded/account";
import { type Binaries, findBinaries, ROOT_HOME } from "./embedded/binaries";
import { configure, createCluster, lastPort } from "./embedded/cluster";
import { makeHome, prepareLog, siblings, superuserPassword, writePrivate } from "./embedded/files";
import { isMarkAlive, processMark, readMark, withLock } from "./embedded/lock";
import {
  awaitPostmaster,
  connected,
  disownStalePidFile,
  findPostmaster,
  type Postmaster,
  serverUrl,
} from "./embedded/postmaster";
import { run } from "./embedded/run";

/** How to start an embedded server. */
export interface EmbeddedOptions {
  /** PostgreSQL's data directory; its password, log and owner stand beside it. */
  dataDir: string;
  /** A port to insist on. Without it: the last one where it is free, else any. */
  port?: number;
  /** `false` trades crash safety for speed: for throwaway servers only. */
  durable?: boolean;
  /** Hears one line per thing worth knowing. */
  onLog: (line: string) => void;
}

/** A running embedded server. */
export interface Embedded {
  /** The superuser's address of the product's database. */
  readonly url: string;
  readonly dataDir: string;
  readonly port: number;
  /** The server ran already: left by a start that was killed, or by one that still runs. */
  readonly attached: boolean;
  /** Stops the server, unless another live process looks after it. `immediate` leaves the tidying to the next start. */
  stop(mode?: "fast" | "immediate"): Promise<void>;
}

/** The database that the product uses on its embedded server. */
export const DATABASE = "frescura";

const FIRST_PORT = 54_329;
const HOST = "127.0.0.1";

/**
 * Where the embedded database of a project lives: `.frescura/pg` in it, or a folder of root's when PostgreSQL's
 * account cannot reach the project, as with a clone under /root.
 *
 * @param home a folder to use instead, as FRESCURA_DATA_DIR names it; relative to the project
 */
export async function defaultDataDir(projectDir: string, home?: string): Promise<string> {
  if (home) return join(resolve(projectDir, home), "pg");
  const local = join(resolve(projectDir), ".frescura", "pg");
  if (!isRoot() || (await canEnter(await serverAccount(local), local))) return local;
  const id = createHash("sha256").update(realpathSync(projectDir)).digest("hex").slice(0, 16);
  return join(ROOT_HOME, id, "pg");
}

/** The address of the embedded database if its server runs now; starts nothing. */
export async function runningEmbedded(dataDir: string): Promise<string | undefined> {
  const found = await findPostmaster(dataDir);
  return found && serverUrl(dataDir, found.port, DATABASE);
}

/**
 * Starts the PostgreSQL that comes with the product, or attaches to it where it runs already.
 *
 * Safe to call from several processes at once, after a crash, as root and as an ordinary user.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const dataDir = resolve(options.dataDir);
  const { onLog, durable = true } = options;
  makeHome(dataDir);
  const account = await serverAccount(dataDir);
  await assertReachable(dataDir, account);
  const { lock, owner } = siblings(dataDir);

  return withLock(lock, async () => {
    // Before a server runs that nobody could sign in to.
    superuserPassword(dataDir);
    const running = await awaitPostmaster(dataDir);
    const binaries = await findBinaries(account);
    if (running) {
      onLog(`attached to the server that runs on ${dataDir} (process ${running.pid}, port ${running.port})`);
    } else {
      const { created } = await createCluster({ dataDir, binaries, account, durable });
      if (created) onLog(`made a database cluster in ${dataDir}`);
    }
    const server = running ?? (await start({ ...options, dataDir, durable, binaries, account }));
    const mine = processMark(process.pid);
    // The server belongs to the live process that started it; left by a dead one, it becomes ours.
    if (!running || !isMarkAlive(readMark(owner))) writePrivate(owner, mine);
    const isOurs = () => readMark(owner) === mine || !isMarkAlive(readMark(owner));

    await ensureDatabase(dataDir, server.port);
    const stopped = new Map<string, Promise<void>>();
    return {
      url: serverUrl(dataDir, server.port, DATABASE),
      dataDir,
      port: server.port,
      attached: running !== undefined,
      stop: (mode = "fast") => {
        const stopping =
          stopped.get(mode) ?? (isOurs() ? stop(dataDir, mode, binaries, account) : Promise.resolve());
        stopped.set(mode, stopping);
        return stopping;
      },
    };
  });
}

async function assertReachable(dataDir: string, account: Account | undefined): Promise<void> {
  if (account && !(await canEnter(account, dataDir))) {
    throw new Error(
      `PostgreSQL runs as ${account.name}, who cannot reach ${dataDir}. Open the folders above it (chmod o+x), or choose another FRESCURA_DATA_DIR.`,
    );
  }
  const owner = statSync(dataDir, { throwIfNoEntry: false })?.uid;
  if (owner !== undefined && !isRoot() && process.getuid && owner !== process.getuid()) {
    throw new Error(
      `${dataDir} belongs to another account (uid ${owner}). Run as that account or root, or choose another FRESCURA_DATA_DIR.`,
    );
  }
}

interface StartOptions extends EmbeddedOptions {
  durable: boolean;
  binaries: Binaries;
  account: Account | undefined;
}

const START_TRIES = 5;

async function start(options: StartOptions): Promise<Postmaster> {
  const { dataDir, binaries, account, durable, onLog } = options;
  disownStalePidFile(dataDir);
  for (let tries = 1; ; tries++) {
    const port = await choosePort(options);
    configure({ dataDir, port, durable, preload: binaries.preload, account });
    const log = prepareLog(dataDir, account);
    const args = ["start", "-w", "-t", "120", "-s", "-D", dataDir, "-l", log.path];
    const started = await run(binaries.pgCtl, args, { account });
    if (started.code === 0) {
      const server = await awaitPostmaster(dataDir);
      if (server) return server;
    }
    const said = readFileSync(log.path).subarray(log.length).toString().trim();
    // Both pass: somebody took the port since we looked, or a crashed server's backends are still leaving.
    const passing = /Address already in use|pre-existing shared memory block/.test(said);
    if (!passing || tries === START_TRIES) {
      throw new Error(`PostgreSQL did not start on ${dataDir}:\n${said || started.output.trim()}`);
    }
    onLog(`PostgreSQL did not start yet (${said.split("\n").at(-1)}), trying again`);
    await sleep(500);
  }
}

async function choosePort({ dataDir, port }: StartOptions): Promise<number> {
  if (port === undefined) return getPort({ host: HOST, port: [lastPort(dataDir) ?? FIRST_PORT] });
  if (await isFree(port)) return port;
  throw new Error(
    `Port ${port}, set for the embedded database, is in use. Free it, or choose another or none (EMBEDDED_PORT).`,
  );
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer();
    probe.once("error", () => done(false));
    probe.listen({ host: HOST, port, exclusive: true }, () => probe.close(() => done(true)));
  });
}

async function ensureDatabase(dataDir: string, port: number): Promise<void> {
  await connected(serverUrl(dataDir, port, "postgres"), async (sql) => {
    const [known] = await sql`select from pg_database where datname = ${DATABASE}`;
    if (!known) await sql`create database ${sql(DATABASE)}`;
  });
}

async function stop(
  dataDir: string,
  mode: "fast" | "immediate",
  binaries: Binaries,
  account: Account | undefined,
): Promise<void> {
  const args = ["stop", "-m", mode, "-w", "-t", "60", "-s", "-D", dataDir];
  const stopped = await run(binaries.pgCtl, args, { account });
  if (stopped.code !== 0 && (await findPostmaster(dataDir))) {
    throw new Error(`PostgreSQL on ${dataDir} did not stop: ${stopped.output.trim()}`);
  }
  rmSync(siblings(dataDir).owner, { force: true });
}
