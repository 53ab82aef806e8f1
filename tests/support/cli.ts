import { Readable, Writable } from "node:stream";
import type { Io } from "@/cli/io";
import { run } from "@/cli/program";
import type { CliRun } from "./cli-process";
import { atShell } from "./shell";

export { type CliRun, jsonOf } from "./cli-process";

let before: Promise<unknown> = Promise.resolve();

/**
 * Runs the command line in this process, as at a shell that has set none of our variables. Runs that are asked for
 * side by side take turns: settings are the process's.
 *
 * @param args its arguments
 * @param env variables that differ from such a shell
 * @param input what stands on its standard input
 */
export function frescura(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  input = "",
): Promise<CliRun> {
  const done = before.then(() => atShell(env, () => inProcess(args, input)));
  before = done.catch(() => {});
  return done;
}

async function inProcess(args: readonly string[], input: string): Promise<CliRun> {
  const stdout = new Kept();
  const stderr = new Kept();
  const io = { stdin: Readable.from([input]), stdout, stderr } as unknown as Io;
  await run(args, io);
  return { code: Number(io.exitCode ?? 0), stdout: stdout.text, stderr: stderr.text };
}

/** A stream that keeps what is written. */
class Kept extends Writable {
  text = "";

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk;
    done();
  }
}
