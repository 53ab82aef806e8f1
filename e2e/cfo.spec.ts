import { expect, test } from "@playwright/test";
import { inDatabase } from "./database";
import { alive, pressRefresh, signIn, spanishPage } from "./support";

const VIEW = '[data-view="universal-transactions"]';

test.beforeEach(() => inDatabase((sql) => sql`delete from frescura.rate_limits`));

test("the CFO refreshes, sees the age fall and the log grow", async ({ page }) => {
  await signIn(page, "cfo");
  await pressRefresh(page, /Includes everything up to \d\d:\d\d:\d\d/);
  await expect(page.locator(VIEW)).toContainText(/Done: [\d,]+ rows? in /);
  await expect(page.locator(`${VIEW} [data-age]`)).toHaveText(/just now|^\d+ s$/);
  await expect(page.locator(VIEW)).toContainText(/\d+ of 10 left this hour/);
  const newest = page.locator("[data-recent] li").first();
  await expect(newest).toContainText("Completed");

  await page.locator(VIEW).getByRole("link", { name: "Universal transactions" }).click();
  await page.waitForURL(/\/views\/universal-transactions/);
  const row = page.locator("[data-history] tbody tr").filter({ hasText: "Completed" }).first();
  await expect(row).toBeVisible();
});

test("a refresh that outlives its page is told on the next one, and others see by whom it was", {
  tag: "@any-width",
}, async ({ page, browser, baseURL }) => {
  const other = await (await browser.newContext({ baseURL })).newPage();
  await signIn(other, "ceo");
  await signIn(page, "cfo");
  await alive(page);
  let release = () => {};
  const gate = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/api/v1/mv/refresh/*", async (route) => {
    await gate;
    await route.continue();
  });
  await inDatabase((sql) => sql`insert into cpg_pos (monto_total, moneda) values (1234.5, 'MXN')`);
  await page.locator(VIEW).getByRole("button", { name: "Refresh now" }).click();
  await expect(page.locator(VIEW)).toContainText("Refreshing…");
  // What is loaded late has a boundary of its own: nothing of the page goes.
  await expect(page.locator("h1")).toBeVisible();
  await page.getByRole("link", { name: "Failures" }).first().click();
  await page.waitForURL(/\/failures/);
  release();
  const toast = page.locator('[data-toast="universal-transactions"]');
  await expect(toast).toContainText(/Includes everything up to \d\d:\d\d:\d\d: \d+ transactions?, \$[\d,.]+/);
  await expect(other.locator(VIEW)).toContainText("On demand, cfo@frescura.demo");
  await toast.getByRole("button", { name: "Close" }).click();
  await expect(toast).toBeHidden();
  await inDatabase(
    (sql) => sql`update frescura.rate_limits set hits = array_fill(clock_timestamp(), array[10])
                  where bucket = 'refresh'`,
  );
  await page.goto("/");
  await expect(page.locator(VIEW).getByRole("button", { name: /^Again at \d\d:\d\d$/ })).toBeDisabled();
  await other.context().close();
});

test("in Spanish too: it is done, in how long, and what changed", { tag: "@any-width" }, async ({
  browser,
  baseURL,
}) => {
  const page = await spanishPage(browser, baseURL);
  await signIn(page, "cfo");
  await pressRefresh(page, /Listo: .*[\d,]+ filas? en /, { language: "es" });
  const card = page.locator(VIEW);
  await expect(card.locator("[data-age]")).toHaveText(/hace un momento|^\d+ s$/);
  await expect(card).toContainText(/Te quedan? \d+ de 10 esta hora/);
  await expect(page.locator("[data-recent] li").first()).toContainText("Completada");
  await page.context().close();
});

const REFUSALS = [
  [403, "forbidden", "Tu rol no permite esto."],
  [404, "unknown_view", "Esta vista ya no está registrada."],
  [409, "held", "Una transacción larga retiene la vista."],
  [429, "rate_limited", /Llegaste al límite de esta hora\. De nuevo a las \d\d:\d\d, en 5 min\./],
  [503, "database_unavailable", "La base de datos no responde. Inténtalo en un momento."],
] as const;

test("whatever the server refuses is told in Spanish", { tag: "@any-width" }, async ({
  browser,
  baseURL,
}) => {
  const page = await spanishPage(browser, baseURL);
  await signIn(page, "cfo");
  await alive(page);
  const card = page.locator(VIEW);
  for (const [status, code, told] of REFUSALS) {
    const body = {
      type: "about:blank",
      title: "Refused",
      status,
      code,
      detail: "In English.",
      retry_after: 300,
    };
    const contentType = "application/problem+json";
    await page.route("**/api/v1/mv/refresh/*", (route) =>
      route.fulfill({ status, contentType, body: JSON.stringify(body) }),
    );
    await card.getByRole("button", { name: "Actualizar ahora" }).click();
    await expect(card).toContainText(told);
    await expect(card).not.toContainText("In English.");
    await page.unroute("**/api/v1/mv/refresh/*");
  }
  await page.context().close();
});

test("the key R does the same, and ? lists the keys", { tag: "@keys" }, async ({ page }) => {
  await signIn(page, "cfo", "/views/universal-transactions");
  await alive(page);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("r");
  await expect(page.getByText(/Done: |It is fresh already|Refreshing…/).first()).toBeVisible();
});

test("⌘K finds a view by a few letters", { tag: "@keys" }, async ({ page }) => {
  await signIn(page, "cfo");
  await alive(page);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("univ");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/views\/universal-transactions/);
});

test("a chosen range and filter stand in the URL and survive a reload", { tag: "@any-width" }, async ({
  page,
}) => {
  await signIn(page, "cfo", "/views/universal-transactions");
  await page.getByRole("link", { name: "7 d" }).click();
  await expect(page).toHaveURL(/range=7d/);
  await alive(page);
  await page.getByLabel("State").selectOption("completed");
  await expect(page).toHaveURL(/status=completed/);
  await page.reload();
  await expect(page.getByLabel("State")).toHaveValue("completed");
  await expect(page.getByRole("link", { name: "7 d" })).toHaveAttribute("aria-current", "true");
});

test("a row opens the details of one run, and going back closes them", async ({ page }) => {
  await signIn(page, "cfo", "/views/universal-transactions");
  await alive(page);
  await page.locator("[data-history] tbody a").first().click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("Started");
  await page.goBack();
  await expect(dialog).toBeHidden();
});
