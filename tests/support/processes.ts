import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { inject } from "vitest";
import { VARIABLES } from "@/server/env";
import { until } from "./wait";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** A line that a process logged. */
export interface LogLine {
  level: number;
  /** By the clock of the process. */
  time: number;
  msg: string;
  task?: string;
  retry_ms?: number;
  err?: { message: string; code?: string };
}

/** A process of the product that a test started. */
export interface Running {
  readonly pid: number;
  output(): string;
  /** What it logged, where LOG_LEVEL lets it. */
  lines(): LogLine[];
  /** Waits until it has printed a text. */
  until(text: string): Promise<void>;
  /** Sends a signal and waits for the end; returns the exit code, null where the signal ended it. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
  /** Whether it still runs. */
  alive(): boolean;
}

/** Worker processes of one test, each ended with it whatever happens. */
export class Processes {
  private readonly running = new Set<ChildProcess>();

  constructor() {
    // A test run that is interrupted ends without any afterEach.
    process.once("exit", () => {
      for (const child of this.running) child.kill("SIGKILL");
    });
  }

  /**
   * Starts what `npm run worker` starts, bundled.
   *
   * @param env settings; all others are unset
   */
  worker(env: Readonly<Record<string, string>>): Running {
    const unset = Object.fromEntries(Object.keys(VARIABLES.shape).map((name) => [name, ""]));
    const child = spawn(process.execPath, [inject("workerProgram")], {
      cwd: ROOT,
      // NODE_ENV keeps a developer's .env out of it.
      env: { PATH: process.env.PATH, NODE_ENV: "test", ...unset, LOG_LEVEL: "debug", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.running.add(child);
    const closed = once(child, "close").finally(() => this.running.delete(child));
    let text = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (chunk) => {
        text += chunk;
      });
    }
    const alive = () => child.exitCode === null && child.signalCode === null;
    return {
      pid: child.pid!,
      output: () => text,
      lines: () => text.split("\n").flatMap(parseLine),
      until: async (wanted) => {
        await until(`a worker says "${wanted}"`, async () => {
          if (!alive()) throw new Error(`the worker has ended:\n${text}`);
          return text.includes(wanted);
        });
      },
      end: async (signal = "SIGTERM") => {
        child.kill(signal);
        await closed;
        return child.exitCode;
      },
      alive,
    };
  }

  /** Ends those that still run, as the kernel would. */
  async end(): Promise<void> {
    const left = [...this.running].map((child) => {
      const closed = once(child, "close");
      child.kill("SIGKILL");
      return closed;
    });
    await Promise.all(left);
  }
}

function parseLine(line: string): LogLine[] {
  try {
    return [JSON.parse(line)];
  } catch {
    return [];
  }
}
