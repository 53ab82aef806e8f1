import { rmSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, expect, type Page, test } from "@playwright/test";
import postgres from "postgres";
import { runningEmbedded } from "@/db/embedded";
import { type App, startApp } from "@/scripts/test/app";
import { makeHome } from "@/scripts/test/homes";
import { signInThrough } from "@/scripts/test/sign-in";
import { alive } from "./support";

async function saleCount(app: App): Promise<number> {
  const sql = postgres(app.databaseUrl, { max: 1 });
  try {
    const [row] = await sql<{ sales: number }[]>`select count(*)::integer as sales from cpg_pos`;
    return row?.sales ?? 0;
  } finally {
    await sql.end();
  }
}

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** The overview of an application, open and alive. */
async function openPage(
  browser: Browser,
  baseURL: string,
  options: BrowserContextOptions,
  account: { email: string; password: string },
): Promise<Page> {
  const page = await (await browser.newContext({ ...options, baseURL })).newPage();
  await signInThrough(page, account);
  await alive(page);
  return page;
}

test("a killed start leaves its data to the next one, which ends cleanly; open pages tell both", async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const FRESCURA_DATA_DIR = makeHome();
  try {
    const first = await startApp({ FRESCURA_DATA_DIR });
    const sales = await saleCount(first);
    expect(sales).toBeGreaterThan(1_000);
    const ceo = { email: "ceo@frescura.demo", password: first.password };
    const english = await openPage(browser, first.url, { locale: "en-US" }, ceo);
    const spanish = await openPage(browser, first.url, { ...PHONE, locale: "es-MX" }, ceo);
    await first.kill();
    // Nobody reloads: what stands there stays, with its age counting on.
    await expect(english.getByText("No connection to the server.")).toBeVisible();
    await expect(spanish.getByText("Sin conexión con el servidor.")).toBeVisible();
    await expect(spanish.locator("[data-age]").first()).not.toBeEmpty();

    const { port: PORT } = new URL(first.url);
    const second = await startApp({ FRESCURA_DATA_DIR, PORT });
    for (const page of [english, spanish]) {
      await expect(page.getByText(/No connection|Sin conexión/)).toHaveCount(0, { timeout: 60_000 });
      await expect(page.locator('[data-stream="live"]')).toBeVisible({ timeout: 60_000 });
      await page.context().close();
    }
    expect(second.output()).toContain("attached to the server");
    expect(second.output()).toContain(second.password);
    expect(second.password).toBe(first.password);
    // The sales simulator went on; nothing was seeded twice.
    expect(await saleCount(second)).toBeLessThan(sales + 1_000);
    expect(await second.stop()).toBe(0);
    expect(await runningEmbedded(join(FRESCURA_DATA_DIR, "pg"))).toBeUndefined();
  } finally {
    rmSync(FRESCURA_DATA_DIR, { recursive: true, force: true });
  }
});
