import { expect, test } from "@playwright/test";
import { inDatabase } from "./database";
import { alive, expectAccessible, expectNoOverflow, signIn, spanishPage } from "./support";

const VIEW = "universal-transactions";

test("the data of a view says where it comes from, and what it lacks", { tag: "@any-width" }, async ({
  page,
}) => {
  const folio = `E2E-DATA-${Date.now()}`;
  await signIn(page, "ceo", `/data/${VIEW}`);
  await expect(page.locator("[data-served-from=mv]")).toBeVisible();
  await expect(page.getByRole("table")).toBeVisible();

  await inDatabase((sql) => sql`insert into cpg_pos (folio, monto_total) values (${folio}, 77)`);
  await page.goto(`/data/${VIEW}?filter[folio]=eq:${folio}`);
  await expect(page.getByText("No row fulfils these filters")).toBeVisible();
  await expect(page.getByText(/transactions?, \$[\d,]+ MXN not in this view yet/)).toBeVisible();
  await page.getByRole("link", { name: "Live", exact: true }).click();
  await expect(page).toHaveURL(/source=live/);
  await expect(page.locator("[data-served-from=live]")).toContainText("Lacks nothing");
  await expect(page.getByRole("cell", { name: folio, exact: true })).toBeVisible();

  // One click away: where it stands.
  await page.getByRole("link", { name: `Where is ${folio}?` }).click();
  await expect(page).toHaveURL(new RegExp(`/trace\\?ref=${folio}`));
  await expect(page.getByRole("article")).toContainText("Waits for the next scheduled refresh");
});

test("rows are filtered, put in order and paged by the address, forward and back", {
  tag: "@any-width",
}, async ({ page }) => {
  await signIn(page, "ops", `/data/${VIEW}`);
  await alive(page);
  const rows = page.getByRole("table").locator("tbody tr");
  await expect(rows).toHaveCount(50);
  // The newest first, as nobody asked for another order, and the amounts in sum.
  await expect(page.locator('th[aria-sort="descending"]')).toHaveCount(1);
  await expect(page.locator('[data-sum="monto_total"]')).toContainText(/in sum: [\d,.]+/);
  await page.getByRole("link", { name: "Next" }).click();
  await expect(page).toHaveURL(/offset=50/);
  await expect(page.getByRole("navigation", { name: "Pages" })).toContainText("51 to 100 of");
  await page.getByRole("link", { name: "monto_total" }).click();
  await expect(page).toHaveURL(/sort=monto_total(?!.*offset)/);
  await page.getByLabel("Column").selectOption("monto_total");
  await page.getByLabel("Condition").selectOption("gte");
  await page.getByLabel("Value").fill("20,000");
  await page.getByRole("button", { name: "Add filter" }).click();
  await expect(page.getByRole("columnheader", { name: "monto_total" })).toHaveAttribute(
    "aria-sort",
    "ascending",
  );
  await expect(rows.first()).toContainText(/2\d,\d{3}/);
  await page.getByRole("link", { name: /Remove filter/ }).click();
  await expect(page).not.toHaveURL(/filter/);
  await page.goBack();
  await expect(page).toHaveURL(/filter/);

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(
    new RegExp(`^${VIEW} \\d{4}-\\d\\d-\\d\\d \\d\\d\\.\\d\\d\\.csv$`),
  );

  // What is wrong stands beside its filter, and the page stays.
  await page.goto(`/data/${VIEW}?filter[monto_total]=gte:ten`);
  await expect(page.locator('[data-wrong-filter="monto_total"]')).toContainText("does not take “ten”");
  await page.getByRole("link", { name: /Remove filter/ }).click();
  await expect(rows).toHaveCount(50);
});

test("a payment is followed into the view while the page is open, in Spanish on a phone", {
  tag: "@any-width",
}, async ({ browser, baseURL }) => {
  const folio = `E2E-PAGO-${Date.now()}`;
  const page = await spanishPage(browser, baseURL);
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn(page, "cfo", "/trace");
  await alive(page);
  await page.getByLabel("Folio o id").fill(folio);
  await page.getByRole("button", { name: "Buscar", exact: true }).last().click();
  await expect(page.getByText(`Nada se llama ${folio}`)).toBeVisible();
  await inDatabase((sql) => sql`insert into cpg_pos (folio, monto_total) values (${folio}, 90)`);
  const article = page.getByRole("article");
  await expect(article).toContainText("Espera la próxima actualización programada");
  // A part of it will do, in any case.
  await page.getByLabel("Folio o id").fill(folio.slice(4).toLowerCase());
  await page.getByRole("button", { name: "Buscar", exact: true }).last().click();
  await expect(article).toContainText(folio);
  await inDatabase((sql) => sql`delete from frescura.rate_limits`);
  await article.getByRole("button", { name: `Incluir este pago ahora: ${folio}` }).click();
  await expect(page.locator(`[data-toast="${VIEW}"]`)).toContainText(/Incluye todo hasta las/);
  await expect(page.locator("[data-traced=visible]")).toContainText("por cfo@frescura.demo");
  await expect(article).toContainText("Visible");
  await expectNoOverflow(page);
  await expectAccessible(page);
  await page.context().close();
});

test("operations verify a view, and see that it is right", { tag: "@any-width" }, async ({ page }) => {
  await signIn(page, "ops", "/exactness");
  await alive(page);
  await expect(page.locator("[data-noop-refreshes]")).toContainText("changed nothing");
  const view = page.locator(`[data-verified=${VIEW}]`);
  await view.getByRole("button", { name: "Verify all" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Verify all" }).click();
  await expect(view).toContainText("No difference");
  await expect(page.locator("[data-cache]")).toContainText("Cache of this process");
});

test("the first paint of rows and of a payment needs no script", { tag: "@any-width" }, async ({
  browser,
  page,
  baseURL,
}) => {
  await signIn(page, "ceo");
  const context = await browser.newContext({
    baseURL,
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  });
  const still = await context.newPage();
  await still.goto(`/data/${VIEW}`);
  await expect(still.locator("tbody tr")).toHaveCount(50);
  await still.goto("/trace?ref=1");
  await expect(still.locator("[data-traced]").first()).toBeVisible();
  await context.close();
});
