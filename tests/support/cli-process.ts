import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** How the command line ended, and what it said. */
export interface CliRun {
  code: number;
  stdout: string;
  stderr: string;
}

/**
 * Runs the command line as a process of its own, by the npm script, as the README says it.
 *
 * @param args its arguments
 * @param env variables that differ from a shell without any of ours
 * @param input what stands on its standard input
 */
export function npmFrescura(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  input = "",
): Promise<CliRun> {
  return execute("npm", ["run", "-s", "frescura", "--", ...args], env, input);
}

/** What `--json` printed. */
export function jsonOf(run: CliRun) {
  return JSON.parse(run.stdout);
}

function execute(file: string, args: readonly string[], env: object, input: string): Promise<CliRun> {
  return new Promise((resolve, reject) => {
    const { PATH, HOME } = process.env;
    // NODE_ENV keeps a developer's .env out of it.
    const child = spawn(file, args, {
      cwd: ROOT,
      env: { PATH, HOME, NODE_ENV: "test", ...env },
      stdio: "pipe",
    });
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
    child.stdin.on("error", () => {});
    child.stdin.end(input);
  });
}
