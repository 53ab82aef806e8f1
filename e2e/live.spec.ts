import { expect, test } from "@playwright/test";
import { inDatabase } from "./database";
import { signIn, spanishPage } from "./support";

const VIEW = '[data-view="universal-transactions"]';
const LIVE = '[data-live="live"]';
const refresh = () =>
  inDatabase((sql) =>
    sql.unsafe("call frescura.refresh_tracked('universal-transactions', 'cron', 'e2e:live')"),
  );

test("a refresh that somebody else made is told, and not asked for", async ({ page }) => {
  await signIn(page, "ceo");
  await expect(page.locator(LIVE)).toBeVisible();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await refresh();
  await expect(page.locator(`${VIEW} [data-age]`)).toHaveText(/just now|^\d+ s$/);
  await expect(page.locator("[data-recent] li").first()).toContainText("Completed");
  expect(asked.filter((path) => path === "/api/v1/mv/health")).toEqual([]);
});

test("the tabs of a browser share one stream, and the next takes over when it closes", async ({ page }) => {
  const streams: string[] = [];
  page.context().on("request", (request) => {
    if (request.url().includes("/api/v1/mv/stream")) streams.push(request.url());
  });
  await signIn(page, "ceo");
  await expect(page.locator(LIVE)).toBeVisible();
  const second = await page.context().newPage();
  await second.goto("/");
  await expect(second.locator(LIVE)).toBeVisible();
  expect(streams).toHaveLength(1);
  await page.close();
  await expect.poll(() => streams.length).toBe(2);
  await refresh();
  await expect(second.locator(`${VIEW} [data-age]`)).toHaveText(/just now|^\d+ s$/);
});

test("a lost connection is told and ages go on; back, the page is told what it missed", async ({
  page,
  context,
}) => {
  await signIn(page, "ceo");
  await expect(page.locator(LIVE)).toBeVisible();
  await context.setOffline(true);
  await expect(page.getByText("No connection to the server.")).toBeVisible();
  await expect(page.locator('[data-live="lost"]')).toBeVisible();
  await refresh();
  await context.setOffline(false);
  await expect(page.getByText("No connection to the server.")).toBeHidden();
  await expect(page.locator(LIVE)).toBeVisible();
  await expect(page.locator(`${VIEW} [data-age]`)).toHaveText(/just now|^\d+ s$/);
});

test("a used-up limit is told on the button, with when to come again, in both languages", async ({
  browser,
  page,
  baseURL,
}) => {
  await inDatabase(
    (sql) => sql`
      insert into frescura.rate_limits (bucket, caller, hits)
      select 'refresh', 'user:' || id, array_fill(clock_timestamp(), array[10]) from frescura.users where email = 'admin@frescura.demo'
      on conflict (bucket, caller) do update set hits = excluded.hits`,
  );
  const spanish = await spanishPage(browser, baseURL);
  try {
    for (const [each, told] of [
      [page, /^Again at \d\d:\d\d$/],
      [spanish, /^De nuevo a las \d\d:\d\d$/],
    ] as const) {
      await signIn(each, "admin", "/views/universal-transactions");
      await expect(each.locator("[data-refresh=universal-transactions]")).toHaveText(told);
      await expect(each.locator("[data-refresh=universal-transactions]")).toBeDisabled();
    }
  } finally {
    await spanish.context().close();
    await inDatabase((sql) => sql`delete from frescura.rate_limits`);
  }
});
