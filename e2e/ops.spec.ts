import { expect, test } from "@playwright/test";
import { inDatabase } from "./database";
import { pressRefresh, signIn, spanishPage } from "./support";

/** A view of its own for each project, so that desktop and phone do not meet. */
const viewOf = (project: string) => `e2e_ops_${project}`;

// biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures a hook wants from this pattern.
test.beforeEach(async ({}, { project }) => {
  const name = viewOf(project.name);
  await inDatabase((sql) =>
    sql.unsafe(`
      create table ${name}_rate (divisor integer); insert into ${name}_rate values (4);
      create materialized view ${name}_mv as select 100 / divisor as share from ${name}_rate;
      create unique index on ${name}_mv (share);
      select frescura.register('${name}_mv', '${name.replaceAll("_", "-")}', p_title => 'Share ${project.name}');
      select frescura.refresh('${name.replaceAll("_", "-")}', 'test', 'e2e');
      update ${name}_rate set divisor = 0`),
  );
});

// biome-ignore lint/correctness/noEmptyPattern: as above.
test.afterEach(async ({}, { project }) => {
  const name = viewOf(project.name);
  await inDatabase((sql) =>
    sql.unsafe(
      `delete from frescura.views where slug = '${name.replaceAll("_", "-")}'; drop table ${name}_rate cascade`,
    ),
  );
});

test("ops finds what broke, why, and what to do", async ({ page }, { project }) => {
  const title = `Share ${project.name}`;
  const slug = viewOf(project.name).replaceAll("_", "-");
  await signIn(page, "ops");
  await expect(page.locator(`[data-view="${slug}"]`)).toContainText("Can't tell what's missing");

  // The view breaks while the page is open: a scheduled refresh fails behind ops' back, twice.
  for (const _ of [1, 2])
    await inDatabase((sql) =>
      sql.unsafe(`call frescura.refresh_tracked('${slug}', 'cron', 'worker:hourly')`),
    );
  await expect(page.locator(`[data-view="${slug}"]`)).toContainText(/2 .*fail|fail.* 2|in a row/i);

  await page.goto(`/failures?view=${slug}`);
  const row = page.locator("main").getByText(title).first();
  await expect(row).toBeVisible();
  await expect(page.locator("main")).toContainText("22012");
  // The message of the database is for who operates it.
  await page.locator("main").getByText("22012").first().click();
  await expect(page.locator("body")).toContainText("division by zero");

  // Mended, it comes back at the next refresh.
  await inDatabase((sql) => sql.unsafe(`update ${viewOf(project.name)}_rate set divisor = 5`));
  const incident = page.locator(`[data-incident="${slug}"]`);
  await expect(incident).toContainText("2 failures in a row since");
  await expect(incident).toContainText("division by zero");
  await incident.getByRole("button", { name: `Retry ${title} now` }).click();
  await expect(page.locator(`[data-toast="${slug}"]`)).toContainText(/Includes everything up to/);
  await expect(incident).toHaveCount(0);
  await page.goto(`/views/${slug}`);
  // What has not failed is not theirs to refresh.
  await expect(page.getByRole("button", { name: "Ask finance to refresh" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Refresh now" })).toHaveCount(0);
  await expect(
    page
      .getByText("just now")
      .or(page.getByText(/^\d+ s$/))
      .first(),
  ).toBeVisible();
});

test("the CFO presses, it fails, and the page says why and what now, in both languages", async ({
  page,
  browser,
  baseURL,
}, { project }) => {
  const slug = viewOf(project.name).replaceAll("_", "-");
  const card = `[data-view="${slug}"]`;
  // So that others may press as often in their turn.
  await inDatabase((sql) => sql`delete from frescura.rate_limits`);
  await signIn(page, "cfo");
  await pressRefresh(page, /It could not be refreshed\. Cause: Division by zero\./, { card });
  await expect(page.locator(card)).toContainText("Guard it with nullif()");
  await expect(page.locator(card)).not.toContainText("division by zero");
  // It is not fresher for having been tried, and the way on is there.
  await page.locator(card).getByRole("link", { name: "See the failures" }).click();
  await expect(page).toHaveURL(new RegExp(`/failures\\?view=${slug}`));

  const spanish = await spanishPage(browser, baseURL);
  await signIn(spanish, "cfo");
  const told = /No se pudo actualizar\. Causa: División entre cero\./;
  await pressRefresh(spanish, told, { language: "es", card });
  await expect(spanish.locator(card)).toContainText("Protégela con nullif()");
  await spanish.context().close();
});

test("ops finds in Spanish what broke, since when, and the cure", async ({ browser, baseURL }, {
  project,
}) => {
  const slug = viewOf(project.name).replaceAll("_", "-");
  for (const _ of [1, 2])
    await inDatabase((sql) =>
      sql.unsafe(`call frescura.refresh_tracked('${slug}', 'cron', 'worker:hourly')`),
    );
  const page = await spanishPage(browser, baseURL);
  await signIn(page, "ops", `/failures?view=${slug}`);
  const main = page.locator("main");
  await expect(main).toContainText(/2 fallas seguidas desde/);
  await main.getByText("22012").first().click();
  await expect(main).toContainText("Protégela con nullif()");
  await expect(main).toContainText("division by zero");
  await page.context().close();
});

test("the CEO is told that it failed, but not what the database said", async ({ page }, { project }) => {
  const slug = viewOf(project.name).replaceAll("_", "-");
  await inDatabase((sql) => sql.unsafe(`call frescura.refresh_tracked('${slug}', 'cron', 'worker:hourly')`));
  await signIn(page, "ceo", `/failures?view=${slug}`);
  await expect(page.locator("main")).toContainText("22012");
  await page.locator("main").getByText("22012").first().click();
  await expect(page.locator("body")).not.toContainText("division by zero");
});
