import { type BrowserContext, chromium } from "@playwright/test";
import { CHROMIUM_ARGS, findBrowser } from "@/scripts/browser";
import { type App, startApp } from "@/scripts/test/app";
import { signInThrough } from "@/scripts/test/sign-in";

/** Where everyone may look, and how heavy each may be. The sign-in page is the peer: the least that a page can be. */
export const PAGES: readonly { name: string; path: string }[] = [
  { name: "overview", path: "/" },
  { name: "view", path: "/views/universal-transactions" },
  { name: "failures", path: "/failures" },
  { name: "service levels", path: "/service" },
  { name: "data", path: "/data/universal-transactions" },
];

/** Runs a benchmark in the demo, as a production build serves it, with a browser that is signed in as the CFO. */
export async function withDemo<T>(
  work: (demo: { app: App; context: BrowserContext }) => Promise<T>,
): Promise<T> {
  const app = await startApp();
  try {
    const browser = await chromium.launch({ executablePath: findBrowser(), args: CHROMIUM_ARGS });
    try {
      const context = await browser.newContext({ baseURL: app.url, locale: "en-US" });
      const page = await context.newPage();
      await signInThrough(page, { email: "cfo@frescura.demo", password: app.password });
      await page.close();
      return await work({ app, context });
    } finally {
      await browser.close();
    }
  } finally {
    await app.stop();
  }
}
