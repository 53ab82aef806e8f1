import { expect, test } from "@playwright/test";
import { inDatabase } from "./database";
import {
  alive,
  expectAccessible,
  expectNoOverflow,
  openCard,
  signIn,
  signInByHand,
  spanishPage,
} from "./support";

const VIEW = '[data-view="universal-transactions"]';

test("the CEO sees at a glance how fresh it is, and asks finance, who sees it until it is done", async ({
  page,
  browser,
  baseURL,
}) => {
  // What anybody asked for before is answered.
  await inDatabase((sql) => sql`call frescura.refresh_tracked('universal-transactions', 'manual', 'e2e')`);
  await signIn(page, "ceo");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/^(Yes|No|We can)/);
  const card = page.locator(VIEW);
  await expect(card.locator("[data-status]:visible").first()).toBeVisible();
  await expect(card.locator("[data-age]")).not.toBeEmpty();
  await openCard(page);
  // No dead button: what one may not do oneself, one asks for.
  await expect(card.getByRole("button", { name: "Refresh now" })).toHaveCount(0);
  await card.getByRole("button", { name: "Ask finance to refresh Universal transactions" }).click();
  await expect(card.locator("[data-asked]")).toContainText(/^Asked at \d\d:\d\d: those who refresh see it/);
  await expectAccessible(page);
  await expectNoOverflow(page);
  const finance = await (await browser.newContext({ baseURL })).newPage();
  await signIn(finance, "cfo");
  const asked = finance.locator(VIEW).locator("[data-asks]");
  await expect(asked).toContainText("ceo@frescura.demo asks for a refresh");
  await inDatabase((sql) => sql`call frescura.refresh_tracked('universal-transactions', 'manual', 'e2e')`);
  await expect(asked).toHaveCount(0);
  await finance.context().close();
});

test("in Spanish too: the sentence, the state, and whom to ask", async ({ browser, baseURL }) => {
  const page = await spanishPage(browser, baseURL);
  await signIn(page, "ceo");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/^(Sí|No|No podemos)/);
  const card = page.locator(VIEW);
  await expect(card.locator("[data-status]").last()).toHaveText(
    /^(Confiable|Incompleta|Atrasada|Sin verificar|Con fallas|Suspendida)$/,
  );
  await openCard(page);
  await expect(card.getByRole("button", { name: "Pedir a finanzas que actualice" })).toBeVisible();
  await page.context().close();
});

test("no page is for strangers, and signing in comes back to it", { tag: "@any-width" }, async ({ page }) => {
  await page.goto("/failures?range=7d");
  await expect(page).toHaveURL(/\/sign-in\?next=%2Ffailures%3Frange%3D7d/);
  await signInByHand(page, "ceo", "/failures?range=7d");
  await expect(page).toHaveURL(/\/failures\?range=7d/);
});

test("a wrong password is told in words", { tag: "@any-width" }, async ({ page }) => {
  await page.goto("/sign-in");
  await page.locator("input[name=email]").fill("nobody@frescura.demo");
  await page.locator("input[name=password]").fill("not the password");
  await page.locator("input[name=password]").press("Enter");
  await expect(page.getByText("E-mail or password is wrong.")).toBeVisible();
});

test("signing out ends the session", async ({ page }) => {
  await signInByHand(page, "ceo");
  await alive(page);
  await page.locator("header summary").click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL(/\/sign-in/);
  await page.goto("/");
  await expect(page).toHaveURL(/\/sign-in/);
});

test("the page says when it has lost the server, and when it is back", { tag: "@any-width" }, async ({
  page,
  context,
}) => {
  await signIn(page, "ceo");
  const notice = page.getByText("No connection to the server.");
  // What tells the tab's state is loaded a moment after the page, and before its stream.
  await alive(page);
  await context.setOffline(true);
  await expect(notice).toBeVisible();
  await expect(page).toHaveTitle(/no connection/);
  await context.setOffline(false);
  await expect(notice).toBeHidden();
});

test("an expired session is told in both languages, and leads to signing in", { tag: "@any-width" }, async ({
  page,
  browser,
  baseURL,
}) => {
  const spanish = await spanishPage(browser, baseURL);
  for (const [each, ended, again] of [
    [page, "Your session has ended.", "Sign in again"],
    [spanish, "Tu sesión terminó.", "Volver a entrar"],
  ] as const) {
    await signIn(each, "ceo", "/failures");
    await each.context().clearCookies();
    await expect(each.getByText(ended)).toBeVisible();
    await each.getByRole("link", { name: again }).click();
    await expect(each).toHaveURL(/\/sign-in\?next=%2Ffailures/);
  }
  await spanish.context().close();
});
