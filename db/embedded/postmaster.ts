import { readFileSync, readlinkSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { SUPERUSER } from "./cluster";
import { superuserPassword } from "./files";
import { isAlive } from "./lock";
import { run } from "./run";

/** A live server of a data directory, as its postmaster.pid tells. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/** The server that runs on a data directory, whoever started it. */
export async function findPostmaster(dataDir: string): Promise<Postmaster | undefined> {
  const lines = pidFile(dataDir);
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!isAlive(pid) || !(await isServerOf(dataDir, pid))) return undefined;
  return { pid, port };
}

function pidFile(dataDir: string): string[] {
  try {
    return readFileSync(join(dataDir, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return [];
  }
}

/** Process numbers are used again, above all after a reboot: the file alone proves nothing. */
async function isServerOf(dataDir: string, pid: number): Promise<boolean> {
  if (process.platform === "win32") return true;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(dataDir);
  } catch {
    const listed = await run("ps", ["-o", "command=", "-p", `${pid}`]);
    return listed.output.includes("postgres") && listed.output.includes(dataDir);
  }
}

// Above every system's highest process number.
const NOBODY = 2_147_483_646;

/**
 * Lets a start pass a postmaster.pid whose number now belongs to another program, which PostgreSQL would refuse.
 *
 * Only the number is changed: with the rest PostgreSQL still checks that no backend of a crashed server is left.
 */
export function disownStalePidFile(dataDir: string): void {
  const [pid, ...rest] = pidFile(dataDir);
  if (pid === undefined || !isAlive(Number(pid))) return;
  writeFileSync(join(dataDir, "postmaster.pid"), [NOBODY, ...rest].join("\n"));
}

/** The superuser's address of a database on an embedded server. */
export function serverUrl(dataDir: string, port: number, database: string): string {
  return `postgres://${SUPERUSER}:${superuserPassword(dataDir)}@127.0.0.1:${port}/${database}`;
}

/** Opens one connection, does the work and closes it. */
export async function connected<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {}, fetch_types: false });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

const READY_WAIT_MS_MAX = 120_000;

/**
 * Waits until a running server lets us in and proves that it serves this data directory.
 *
 * @returns the server, or nothing when it stopped meanwhile.
 */
export async function awaitPostmaster(dataDir: string): Promise<Postmaster | undefined> {
  const giveUpAt = Date.now() + READY_WAIT_MS_MAX;
  for (;;) {
    const found = await findPostmaster(dataDir);
    if (!found) return undefined;
    let problem = "another server answers on its port";
    try {
      if (await servesDirectory(dataDir, found.port)) return found;
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      if (code === "28P01") {
        throw new Error(`The database in ${dataDir} refuses the password in ${dataDir}.password: ${message}`);
      }
      // Starting up, shutting down, or its port is not open yet: all of these pass.
      problem = message;
    }
    if (Date.now() > giveUpAt) {
      throw new Error(`The server of ${dataDir} (process ${found.pid}) does not answer: ${problem}`);
    }
    await sleep(100);
  }
}

async function servesDirectory(dataDir: string, port: number): Promise<boolean> {
  const [row] = await connected(
    serverUrl(dataDir, port, "postgres"),
    (sql) => sql<{ dir: string }[]>`select current_setting('data_directory') as dir`,
  );
  return row !== undefined && realpathSync(row.dir) === realpathSync(dataDir);
}
