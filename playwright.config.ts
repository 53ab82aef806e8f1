import { defineConfig } from "@playwright/test";
import { CHROMIUM_ARGS } from "./scripts/browser";

const { E2E_URL, CHROMIUM_PATH, CI } = process.env;
if (!E2E_URL)
  throw new Error("Run the journeys with npm run test:e2e: it brings the application and the browser.");

// Journeys that open no page, or a phone's of their own: a phone would show nothing else.
const WITHOUT_PAGE = [
  "**/chinook.spec.ts",
  "**/curl.spec.ts",
  "**/first-visit.spec.ts",
  "**/health.spec.ts",
  "**/restart.spec.ts",
];

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results/browser",
  // The journeys share one application and one database, and a spec may break a view on purpose.
  workers: 1,
  forbidOnly: CI === "true",
  // Where a whole run is at stake a journey may try twice; the last line names how many needed to.
  retries: CI === "true" ? 1 : 0,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  reporter: [["list"], ["json", { outputFile: "test-results/browser.json" }]],
  use: {
    baseURL: E2E_URL,
    locale: "en-US",
    timezoneId: "America/Mexico_City",
    trace: "retain-on-failure",
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
      testIgnore: WITHOUT_PAGE,
      // A phone has no keys.
      grepInvert: /@keys/,
      use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    },
  ],
});
