import { spawn } from "node:child_process";
import { accessSync, constants, existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { aptInstall, canAptInstall } from "@/scripts/apt";

/** What psql did with a script. */
export interface PsqlRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** psql met an error in a script. */
export class PsqlError extends Error {
  override readonly name = "PsqlError";
  constructor(readonly run: PsqlRun) {
    super(`psql ended with ${run.code}: ${run.stderr.trim()}`);
  }
}

let found: Promise<string> | undefined;

/**
 * Runs a script in real psql, which stops at the first error, and returns what it printed.
 *
 * @param args more arguments, such as `["--csv"]` or `["-At"]`.
 * @throws PsqlError when the script fails.
 */
export async function psql(url: string, text: string, args: readonly string[] = []): Promise<string> {
  found ??= findPsql();
  const run = await execute(
    await found,
    ["-X", "-v", "ON_ERROR_STOP=1", "-d", url, ...args, "-f", "-"],
    text,
  );
  if (run.code !== 0) throw new PsqlError(run);
  return run.stdout;
}

/** Where psql is, for commands that call it by themselves. */
export function psqlProgram(): Promise<string> {
  found ??= findPsql();
  return found;
}

/**
 * Whether psql tests can run here; for `describe.skipIf(!(await hasPsql()))`.
 *
 * Root gets psql installed and CI never skips: only an ordinary developer without psql may go on without it.
 */
export async function hasPsql(): Promise<boolean> {
  found ??= findPsql();
  return found.then(
    () => true,
    (error) => {
      if (process.env.CI === "true") throw error;
      console.warn(`skipped: ${error.message}`);
      return false;
    },
  );
}

async function findPsql(): Promise<string> {
  const known = installed();
  if (known) return known;
  if (canAptInstall()) {
    aptInstall("postgresql-client");
    const fresh = installed();
    if (fresh) return fresh;
  }
  throw new Error(
    "psql was not found. Install PostgreSQL's client (Debian: apt-get install postgresql-client), or set PSQL_PATH.",
  );
}

function installed(): string | undefined {
  const { PSQL_PATH, PATH = "" } = process.env;
  if (PSQL_PATH) return PSQL_PATH;
  const homes = ["/usr/lib/postgresql", "/usr/local/opt", "/opt/homebrew/opt"].flatMap((dir) =>
    existsSync(dir) ? readdirSync(dir).map((name) => join(dir, name, "bin")) : [],
  );
  const file = process.platform === "win32" ? "psql.exe" : "psql";
  return [...PATH.split(delimiter), ...homes].map((dir) => join(dir, file)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function execute(file: string, args: readonly string[], input: string): Promise<PsqlRun> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, PGCLIENTENCODING: "UTF8", LC_ALL: "C" };
    const child = spawn(file, args, { env, stdio: "pipe" });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text) => {
      stderr += text;
    });
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 1, stdout, stderr }));
    // psql may end before it has read everything, at the first error.
    child.stdin.on("error", () => {});
    child.stdin.end(input);
  });
}
