import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "@playwright/test";
import { aptInstall, canAptInstall } from "./apt";

const KNOWN = [
  // The same engine without the window that nobody sees: it takes less than half of the work.
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** How it is started wherever it is driven. */
export const CHROMIUM_ARGS = [
  // Its sandbox refuses root and most containers; it opens nothing here but our own pages.
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * The Chromium to drive, installed where there is none: CHROMIUM_PATH, the system's, Debian's package where we may
 * install it, and Playwright's own download as the last resort.
 *
 * @returns the path of its program
 */
export function findBrowser(): string {
  const { CHROMIUM_PATH } = process.env;
  if (CHROMIUM_PATH) {
    if (existsSync(CHROMIUM_PATH)) return CHROMIUM_PATH;
    throw new Error(`CHROMIUM_PATH names ${CHROMIUM_PATH}, which does not exist.`);
  }
  const installed = [...KNOWN, chromium.executablePath()].find((path) => existsSync(path));
  if (installed) return installed;

  if (canAptInstall()) {
    console.log("installing Chromium from Debian's packages …");
    aptInstall("chromium-headless-shell");
    const fresh = KNOWN.find((path) => existsSync(path));
    if (fresh) return fresh;
  }
  return downloadBrowser();
}

function downloadBrowser(): string {
  console.log("downloading Playwright's Chromium …");
  const cli = createRequire(import.meta.url).resolve("@playwright/test/cli");
  const ran = spawnSync(process.execPath, [cli, "install", "chromium"], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  const path = chromium.executablePath();
  if (ran.status === 0 && existsSync(path)) return path;
  throw new Error(
    "There is no Chromium here and it could not be downloaded. Install one (Debian: apt-get install chromium), or set CHROMIUM_PATH.",
  );
}
