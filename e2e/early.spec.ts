import { expect, type Page, type Route, test } from "@playwright/test";
import { application } from "./application";
import { signIn } from "./support";

/** Opens a page whose scripts do not arrive. @returns lets them come */
async function openAsleep(page: Page, path: string): Promise<() => Promise<void>> {
  const waiting: Route[] = [];
  let awake = false;
  await page.route(/\/_next\/static\/.*\.js/, (route) =>
    awake ? route.continue() : void waiting.push(route),
  );
  await page.goto(path, { waitUntil: "commit" });
  return async () => {
    awake = true;
    await Promise.all(waiting.map((route) => route.continue()));
  };
}

test("who signs in before the page has come to life is signed in", async ({ page }) => {
  const wake = await openAsleep(page, "/sign-in?next=/trace");
  await page.locator("input[name=email]").fill("cfo@frescura.demo");
  await page.locator("input[name=password]").fill(application().password);
  await page.locator("input[name=password]").press("Enter");
  await wake();
  await page.waitForURL("**/trace");
});

test("a button pressed before the page has come to life is pressed then, once", async ({ page }) => {
  await signIn(page, "cfo");
  const wake = await openAsleep(page, "/");
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST") asked.push(new URL(request.url()).pathname);
  });
  const card = page.locator('[data-view="universal-transactions"]');
  await card.getByRole("button", { name: "Refresh now" }).click();
  await wake();
  await expect(card.getByText(/rows? in|fresh/i).first()).toBeVisible();
  await expect.poll(() => asked.filter((path) => path.startsWith("/api/v1/mv/refresh/"))).toHaveLength(1);
});

test("a password that is sent before the page has come to life stays in its form", async ({ page }) => {
  await signIn(page, "ceo");
  const wake = await openAsleep(page, "/settings/account");
  await page.getByLabel("Current password").fill("not this one");
  await page.getByLabel("New password", { exact: true }).fill("a password of her own");
  await page.getByLabel("New password once more").fill("a password of her own");
  await page.getByRole("button", { name: "Change password" }).click();
  await wake();
  await expect(page.locator("main")).toContainText("not the current password");
  await expect(page).toHaveURL(/\/settings\/account$/);
});
