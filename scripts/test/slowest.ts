import { relative } from "node:path";

/** How long a file of tests took. */
export interface FileTime {
  /** Relative to the project; with the size of the browser, where it runs on several. */
  readonly name: string;
  readonly seconds: number;
}

const SHOWN = 10;

/** The part of vitest's JSON report that tells times, in ms. */
export interface VitestTimes {
  testResults: { name: string; startTime: number; endTime: number }[];
}

/** Times of vitest's files, without what loading them took. */
export function vitestTimes({ testResults }: VitestTimes, projectDir: string): FileTime[] {
  return testResults.map(({ name, startTime, endTime }) => ({
    name: relative(projectDir, name),
    seconds: (endTime - startTime) / 1000,
  }));
}

interface Suite {
  file: string;
  suites?: Suite[];
  specs: { tests: { projectName: string; results: { duration: number }[] }[] }[];
}

/** The part of Playwright's JSON report that tells times, in ms. */
export interface PlaywrightTimes {
  suites: Suite[];
}

/** Times of Playwright's files, on each size of the browser, second tries included. */
export function playwrightTimes({ suites }: PlaywrightTimes): FileTime[] {
  const seconds = new Map<string, number>();
  const add = ({ file, specs, suites = [] }: Suite) => {
    for (const { projectName, results } of specs.flatMap(({ tests }) => tests)) {
      const name = `e2e/${file} (${projectName})`;
      const took = results.reduce((sum, { duration }) => sum + duration, 0) / 1000;
      seconds.set(name, (seconds.get(name) ?? 0) + took);
    }
    suites.forEach(add);
  };
  suites.forEach(add);
  return [...seconds].map(([name, took]) => ({ name, seconds: took }));
}

/** The lines that name the slowest files, the slowest first; none where no file was run. */
export function slowest(times: readonly FileTime[]): string[] {
  const shown = [...times].sort((a, b) => b.seconds - a.seconds).slice(0, SHOWN);
  const rows = shown.map(({ name, seconds }) => `${seconds.toFixed(1).padStart(7)} s  ${name}`);
  return rows.length > 0 ? ["The slowest files:", ...rows] : [];
}
