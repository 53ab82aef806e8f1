import { spawn } from "node:child_process";
import type { Account } from "./account";

/** How a command ended, with what it wrote on both streams. */
export interface Ran {
  readonly code: number;
  readonly output: string;
}

/** Only what the programs need: a developer's PGDATA, PGPORT or PGOPTIONS must not reach them. */
function cleanEnv(): NodeJS.ProcessEnv {
  const kept = ["PATH", "Path", "SystemRoot", "TEMP", "TMP", "TMPDIR"];
  const entries = kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []));
  return { ...Object.fromEntries(entries), LC_ALL: "C" };
}

/**
 * Runs a command to its end, as another account where one is given. A missing program is code 127.
 *
 * The command gets its own session, so that Ctrl-C in our terminal interrupts us and not a half-done initdb.
 */
export function run(
  file: string,
  args: readonly string[],
  options: { account?: Account } = {},
): Promise<Ran> {
  const { account } = options;
  return new Promise((resolve) => {
    const windows = process.platform === "win32";
    const child = spawn(file, args, {
      // Our own directory may be closed to the account, and PostgreSQL's programs insist on knowing theirs.
      cwd: windows ? undefined : "/",
      env: cleanEnv(),
      stdio: ["ignore", "pipe", "pipe"],
      detached: !windows,
      windowsHide: true,
      ...(account && { uid: account.uid, gid: account.gid }),
    });
    let output = "";
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.once("error", (error: NodeJS.ErrnoException) => {
      resolve({ code: error.code === "EACCES" ? 126 : 127, output: `${file}: ${error.message}\n` });
    });
    child.once("close", (code) => resolve({ code: code ?? 1, output }));
    // On Windows the server inherits pg_ctl's pipes and keeps them open: its exit has to do.
    if (windows) child.once("exit", (code) => setImmediate(() => resolve({ code: code ?? 1, output })));
  });
}
