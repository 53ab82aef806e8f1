import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { findBrowser } from "../browser";
import { startApp } from "./app";
import { type Counts, NOTHING, playwrightCounts, vitestCounts, withExitCode } from "./counts";
import { removeAbandonedHomes } from "./homes";
import { interruption } from "./signals";

const resolve = createRequire(import.meta.url).resolve;

/** Runs vitest's tests, all or as far as the arguments filter them. */
export function runVitest(args: readonly string[]): Promise<Counts> {
  const report = "test-results/vitest.json";
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  return counted(
    report,
    vitestCounts,
    [join(dirname(resolve("vitest/package.json")), "vitest.mjs"), "run", ...reporters, ...args],
    {},
  );
}

/** Starts the application with fresh demo data and runs the journeys against it in a real browser. */
export async function runJourneys(args: readonly string[]): Promise<Counts> {
  const CHROMIUM_PATH = findBrowser();
  console.log("starting the application for the journeys …");
  await removeAbandonedHomes();
  const app = await startApp();
  try {
    const env = {
      CHROMIUM_PATH,
      E2E_URL: app.url,
      E2E_PASSWORD: app.password,
      E2E_CRON_SECRET: app.cronSecret,
      E2E_DATABASE_URL: app.databaseUrl,
    };
    const command = [resolve("@playwright/test/cli"), "test", ...args];
    return await counted("test-results/browser.json", playwrightCounts, command, env);
  } finally {
    await app.stop();
  }
}

async function counted<T>(
  report: string,
  count: (report: T) => Counts,
  command: readonly string[],
  env: Record<string, string>,
): Promise<Counts> {
  // An old report must not speak for a run that wrote none.
  rmSync(report, { force: true });
  if (interruption.aborted) throw new Error("interrupted");
  const exitCode = await run(command, env);
  const counts = existsSync(report) ? count(JSON.parse(readFileSync(report, "utf8"))) : NOTHING;
  return withExitCode(counts, exitCode);
}

function run(command: readonly string[], env: Record<string, string>): Promise<number> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, command, {
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, ...env },
    });
    interruption.addEventListener("abort", () => child.kill("SIGTERM"));
    child.once("error", fail);
    child.once("close", (code) => done(code ?? 1));
  });
}
