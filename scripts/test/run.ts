import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { findBrowser } from "../browser";
import { startApp } from "./app";
import { buildForTests } from "./build";
import {
  type Counts,
  NOTHING,
  type PlaywrightReport,
  playwrightCounts,
  type VitestReport,
  vitestCounts,
  withExitCode,
} from "./counts";
import { type PlaywrightFailures, playwrightFailures, type VitestFailures, vitestFailures } from "./failures";
import { removeAbandonedHomes } from "./homes";
import { interruption } from "./signals";
import {
  type FileTime,
  type PlaywrightTimes,
  playwrightTimes,
  type VitestTimes,
  vitestTimes,
} from "./slowest";

/** As many as Playwright has workers. */
export const JOURNEYS_AT_ONCE = 2;

const resolve = createRequire(import.meta.url).resolve;

/** What a runner has to tell. */
export interface Outcome {
  readonly counts: Counts;
  /** None where it told nothing. */
  readonly times: readonly FileTime[];
  /** A line for each test that failed. */
  readonly failures: readonly string[];
}

const SILENT: Outcome = { counts: NOTHING, times: [], failures: [] };

/** Runs vitest's tests, all or as far as the arguments filter them. */
export function runVitest(args: readonly string[]): Promise<Outcome> {
  const report = "test-results/vitest.json";
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  return told(
    report,
    (said: VitestReport & VitestTimes & VitestFailures) => ({
      counts: vitestCounts(said),
      times: vitestTimes(said, process.cwd()),
      failures: vitestFailures(said, process.cwd()),
    }),
    [join(dirname(resolve("vitest/package.json")), "vitest.mjs"), "run", ...reporters, ...args],
    {},
  );
}

/**
 * Builds the application and runs the journeys in a real browser, two at a time: half of a journey is waiting. Each
 * side has an application of its own with fresh demo data, so that no journey meets what another has broken.
 *
 * Not by Playwright's `webServer`: it knows neither the free ports, passwords and databases that a start chooses, nor
 * how to tidy up after it; three journeys and a fault start applications in the same way themselves.
 */
export async function runJourneys(args: readonly string[]): Promise<Outcome> {
  const CHROMIUM_PATH = findBrowser();
  await removeAbandonedHomes();
  await buildForTests();
  console.log("starting the applications for the journeys …");
  const started = await Promise.allSettled(Array.from({ length: JOURNEYS_AT_ONCE }, () => startApp()));
  const apps = started.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  try {
    for (const each of started) if (each.status === "rejected") throw each.reason;
    const E2E_APPLICATIONS = JSON.stringify(
      apps.map(({ url, password, databaseUrl }) => ({ url, password, databaseUrl })),
    );
    const command = [resolve("@playwright/test/cli"), "test", ...args];
    const env = { CHROMIUM_PATH, E2E_APPLICATIONS };
    const read = (said: PlaywrightReport & PlaywrightTimes & PlaywrightFailures) => ({
      counts: playwrightCounts(said),
      times: playwrightTimes(said),
      failures: playwrightFailures(said),
    });
    return await told("test-results/browser.json", read, command, env);
  } finally {
    await Promise.all(apps.map((app) => app.stop()));
  }
}

async function told<T>(
  report: string,
  read: (report: T) => Outcome,
  command: readonly string[],
  env: Record<string, string>,
): Promise<Outcome> {
  // An old report must not speak for a run that wrote none.
  rmSync(report, { force: true });
  if (interruption.aborted) throw new Error("interrupted");
  const exitCode = await run(command, env);
  const outcome = existsSync(report) ? read(JSON.parse(readFileSync(report, "utf8"))) : SILENT;
  return { ...outcome, counts: withExitCode(outcome.counts, exitCode) };
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
