import { rmSync } from "node:fs";
import { join } from "node:path";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { connect } from "@/db/client";
import { startEmbedded } from "@/db/embedded";
import { installStrategy } from "@/db/strategy";
import { startApp } from "@/scripts/test/app";
import { makeHome } from "@/scripts/test/homes";
import { signInThrough } from "@/scripts/test/sign-in";
import { jsonOf, npmFrescura } from "@/tests/support/cli-process";
import { alive, expectAccessible, expectNoOverflow } from "./support";

/** As long as a name can be, 63 bytes, with quotes and an emoji. */
const ODD = `Ventas "del año" 🚀 por 'sucursal'; select 1 -- ${"x".repeat(12)}`;
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: "es-MX" };

/** A database of somebody's own: a view that is ready, an odd one without an index, and one never filled. */
const OWN = `
  create schema shop;
  create table shop.sale (id integer primary key, branch text not null, total numeric(12,2) not null);
  insert into shop.sale select g, 'branch ' || g % 7, g * 10 from generate_series(1, 500) g;
  create materialized view shop.sales_by_branch as select branch, sum(total) as total from shop.sale group by 1;
  create unique index on shop.sales_by_branch (branch);
  create materialized view shop.never_filled as select id from shop.sale with no data;
  create materialized view "${ODD.replaceAll('"', '""')}" as select id, total from shop.sale;`;

async function phone(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ ...PHONE, timezoneId: "America/Mexico_City" });
  return await context.newPage();
}

test("from a database of one's own to the first badge, in the browser", async ({ page, browser }) => {
  test.setTimeout(600_000);
  expect(new TextEncoder().encode(ODD)).toHaveLength(63);
  const home = makeHome();
  const server = await startEmbedded({ dataDir: join(home, "own"), durable: false, onLog: () => {} });
  const DATABASE_URL = Object.assign(new URL(server.url), { pathname: "/own" }).href;
  const run = (...args: string[]) => npmFrescura(args, { DATABASE_URL });
  try {
    const root = connect(server.url, "e2e", 1);
    await root`create database own`;
    await root.end();
    const own = connect(DATABASE_URL, "e2e", 1);
    await own.unsafe(OWN);
    await own.end();
    expect((await run("migrate")).code).toBe(0);
    // It has the contract's view too, registered.
    const strategy = connect(DATABASE_URL, "e2e", 1);
    await installStrategy(strategy);
    await strategy.end();
    const account = (role: string) =>
      run("user", "create", "--email", `${role}@own.example`, "--name", role, "--role", role, "--json");
    const { password } = jsonOf(await account("admin"));
    const ceo = jsonOf(await account("ceo"));

    const app = await startApp({ DATABASE_URL });
    try {
      await test.step("who may not register is told whom to ask, and the commands", async () => {
        const context = await browser.newContext();
        const other = await context.newPage();
        await signInThrough(other, { url: app.url, email: "ceo@own.example", password: ceo.password });
        await expect(other.locator("main")).toContainText("Ask an admin");
        await expect(other.locator("main code").first()).toHaveText("npm run -s frescura -- views discover");
        await context.close();
      });

      await signInThrough(page, { url: app.url, email: "admin@own.example", password });
      await alive(page);
      const found = (name: string) =>
        page.locator("[data-found]").filter({ has: page.getByRole("heading", { name, exact: true }) });
      await test.step("discover: what each view would need stands beside it", async () => {
        await expect(page.locator("[data-found]")).toHaveCount(3);
        await expect(found("sales_by_branch")).toContainText("Ready");
        await expect(found("never_filled")).toContainText("never been filled");
        await expect(found(ODD)).toContainText("no unique index");
        await found(ODD).locator("summary").click();
        await expect(found(ODD).locator("code")).toContainText("create unique index on public.");
        await expectAccessible(page);
        await expectNoOverflow(page);
      });

      await test.step("what is wrong in the form is said there", async () => {
        await found(ODD).getByLabel("Fresh up to").fill("60");
        await found(ODD).getByRole("button", { name: "Register" }).click();
        await expect(found(ODD)).toContainText("a whole number and a unit");
        await found(ODD).getByLabel("Fresh up to").fill("30m");
        await found(ODD).getByLabel("Short name").fill("universal-transactions");
        await found(ODD).getByRole("button", { name: "Register" }).click();
        await expect(found(ODD).getByRole("alert")).toContainText("exists already");
      });

      await test.step("register, refresh for the first time, and there is the badge", async () => {
        await found(ODD).getByLabel("Short name").fill("odd");
        await found(ODD).getByRole("button", { name: "Register" }).click();
        const newcomer = page.locator('[data-newcomer="odd"]');
        await expect(newcomer).toContainText("Unverified");
        await expect(newcomer).toContainText("No unique index");
        await newcomer.getByRole("button", { name: "Refresh now" }).click();
        await expect(newcomer).toContainText("Done: 500 rows");
        await expect(found(ODD)).toHaveCount(0);
        await expectAccessible(page);
        await page.getByRole("button", { name: "To the overview" }).click();
        await expect(page.locator('[data-view="odd"]')).toContainText("Can't tell what's missing");
        await expect(page.locator('[data-view="odd"] h2')).toHaveText(/Ventas "del año" 🚀/);
      });

      await test.step("on a phone, in Spanish, from the settings", async () => {
        const small = await phone(browser);
        await signInThrough(small, { url: app.url, email: "admin@own.example", password });
        await alive(small);
        await small.locator("header summary").click();
        await small.getByRole("link", { name: "Ajustes" }).click();
        await expect(small.getByRole("heading", { level: 1, name: "Ajustes" })).toBeVisible();
        const empty = small.locator('[data-found="never-filled"]');
        await expect(empty).toContainText("Nunca se ha llenado");
        await empty.getByRole("button", { name: "Registrar" }).click();
        const newcomer = small.locator('[data-newcomer="never-filled"]');
        await newcomer.getByRole("button", { name: "Actualizar ahora" }).click();
        await expect(newcomer).toContainText("Sin verificar");
        await expect(small.locator('[data-setting="never-filled"]')).toContainText("Sin verificar");
        await expectAccessible(small);
        await expectNoOverflow(small);
        await small.context().close();
      });

      await test.step("remove the shipped view, once it has been said what is lost", async () => {
        await page.goto(`${app.url}/settings/views/universal-transactions`);
        await page.getByRole("button", { name: "Remove from Frescura…" }).click();
        const dialog = page.getByRole("dialog");
        await expect(dialog).toContainText("2 schedules");
        await expect(dialog).toContainText("universal_transactions_live");
        await expectAccessible(page);
        await dialog.getByRole("button", { name: "Remove it" }).click();
        await page.waitForURL((at) => at.pathname === "/settings/views");
        await expect(page.locator('[data-setting="universal-transactions"]')).toHaveCount(0);
        await expect(page.locator('[data-found="universal-transactions"]')).toBeVisible();
      });

      await test.step("with no view at all the overview says so, and leads to the first one", async () => {
        const emptied = connect(DATABASE_URL, "e2e", 1);
        await emptied`delete from frescura.views`;
        await emptied.end();
        await page.goto(app.url);
        await expect(page.getByRole("heading", { level: 1 })).toHaveText("No view is registered yet.");
        await expect(found("sales_by_branch").getByRole("button", { name: "Register" })).toBeVisible();
        await expect(page.locator("[data-view]")).toHaveCount(0);

        const small = await phone(browser);
        await signInThrough(small, { url: app.url, email: "ceo@own.example", password: ceo.password });
        await expect(small.getByRole("heading", { level: 1 })).toHaveText(
          "Todavía no hay vistas registradas.",
        );
        await expect(small.getByRole("region", { name: "Registra tu primera vista" })).toContainText(
          "Pide a un administrador que entre",
        );
        await expectAccessible(small);
        await expectNoOverflow(small);
        await small.context().close();
      });
    } finally {
      await app.stop();
    }
  } finally {
    await server.stop("immediate");
    rmSync(home, { recursive: true, force: true });
  }
});
