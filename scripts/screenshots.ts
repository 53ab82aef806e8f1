import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BrowserContextOptions, chromium } from "@playwright/test";
import { CHROMIUM_ARGS, findBrowser } from "./browser";
import { startApp } from "./test/app";
import { signInThrough } from "./test/sign-in";

/** The pictures of the README: which page, seen how. */
const SHOTS: readonly { name: string; path: string; options: BrowserContextOptions }[] = [
  { name: "overview-light", path: "/", options: { viewport: { width: 1280, height: 1160 } } },
  {
    name: "overview-dark",
    path: "/",
    options: { viewport: { width: 1280, height: 1160 }, colorScheme: "dark" },
  },
  {
    name: "overview-phone-dark",
    path: "/",
    options: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, colorScheme: "dark" },
  },
  {
    name: "view",
    path: "/views/universal-transactions",
    options: { viewport: { width: 1280, height: 1180 } },
  },
  { name: "failures", path: "/failures", options: { viewport: { width: 1280, height: 840 } } },
];

/** For what comes in after the first paint. */
const SETTLE_MS = 1_500;

const folder = fileURLToPath(new URL("../docs/images", import.meta.url));

/** Starts the demo, takes every picture of a signed-in CFO, and stops it. */
async function main() {
  mkdirSync(folder, { recursive: true });
  const app = await startApp();
  const browser = await chromium.launch({
    executablePath: await findBrowser(),
    args: CHROMIUM_ARGS,
  });
  try {
    for (const { name, path, options } of SHOTS) {
      const context = await browser.newContext({
        ...options,
        locale: "en-US",
        timezoneId: "America/Mexico_City",
      });
      const page = await context.newPage();
      await signInThrough(page, { url: app.url, email: "cfo@frescura.demo", password: app.password });
      await page.goto(app.url + path);
      // Not "networkidle": the stream never ends.
      await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
      if (path.startsWith("/views/")) await page.locator("figure svg").nth(2).waitFor();
      await page.waitForTimeout(SETTLE_MS);
      await page.screenshot({ path: join(folder, `${name}.png`) });
      console.log(`docs/images/${name}.png`);
      await context.close();
    }
  } finally {
    await browser.close();
    await app.stop();
  }
}

await main();
