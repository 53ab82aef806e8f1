import { defineConfig } from "@playwright/test";
import { application, applications } from "./e2e/application";
import { CHROMIUM_ARGS } from "./scripts/browser";

const { CHROMIUM_PATH, CI } = process.env;

/**
 * A journey runs on both sizes unless a phone could show nothing else. What looks at layout, touch, the menu, axe or
 * overflow stays on both; what looks at logic, words or the network alone is tagged @any-width, or whole files stand
 * here, which open no page, or one that no width changes, or a phone's of their own.
 */
const ANY_WIDTH = [
  "**/chinook.spec.ts",
  "**/curl.spec.ts",
  "**/early.spec.ts",
  "**/event.spec.ts",
  "**/first-visit.spec.ts",
  "**/headers.spec.ts",
  "**/health.spec.ts",
  "**/install.spec.ts",
  "**/live.spec.ts",
  "**/ops.spec.ts",
  "**/restart.spec.ts",
];

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results/browser",
  // Each worker has an application and a database of its own. The journeys of a file share it, one after the other,
  // since a spec may break a view on purpose.
  workers: applications().length,
  forbidOnly: CI === "true",
  // Where a whole run is at stake a journey may try twice; the last line names how many needed to.
  retries: CI === "true" ? 1 : 0,
  // No journey measures speed, and two share the machine: generous, so that only a hang ends one.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  reporter: [["list"], ["json", { outputFile: "test-results/browser.json" }]],
  use: {
    baseURL: application().url,
    locale: "en-US",
    timezoneId: "America/Mexico_City",
    // What only moves would be painted again and again all through a journey.
    contextOptions: { reducedMotion: "reduce" },
    // To record each journey costs as much as to run it: the second try has its trace, or --trace on.
    trace: "on-first-retry",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: CHROMIUM_PATH,
      args: CHROMIUM_ARGS,
    },
  },
  projects: [
    { name: "desktop", use: { viewport: { width: 1280, height: 800 } } },
    {
      name: "phone",
      testIgnore: ANY_WIDTH,
      // A phone has no keys either.
      grepInvert: /@any-width|@keys/,
      use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    },
  ],
});
