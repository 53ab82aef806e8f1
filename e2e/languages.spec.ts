import { expect, test } from "@playwright/test";
import { alive, signIn, signInByHand, spanishPage } from "./support";

test("a Spanish browser is spoken to in Spanish, in its numbers too", { tag: "@any-width" }, async ({
  browser,
  baseURL,
}) => {
  const page = await spanishPage(browser, baseURL);
  await page.goto("/sign-in");
  await expect(page.getByRole("heading", { name: "Entrar" })).toBeVisible();
  await signInByHand(page, "cfo");
  await expect(page.locator("html")).toHaveAttribute("lang", "es-MX");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/^(Sí|No)[ ,:]/);
  const card = page.locator('[data-view="universal-transactions"]');
  await expect(card.getByRole("button", { name: "Actualizar ahora" })).toBeVisible();
  await expect(card).toContainText(/\d,\d{3} filas/);
  await page.context().close();
});

test("the language can be switched, and stays", async ({ page, isMobile }) => {
  await signIn(page, "ceo");
  await alive(page);
  if (isMobile) await page.locator("header summary").click();
  await page.getByRole("button", { name: "Español" }).locator("visible=true").click();
  await expect(page.locator("html")).toHaveAttribute("lang", "es-MX");
  await page.goto("/failures");
  await expect(page.getByRole("heading", { level: 1, name: "Fallas" })).toBeVisible();
});

test("the appearance can be switched, and stays", async ({ page, isMobile }) => {
  await signIn(page, "ceo");
  await alive(page);
  if (isMobile) await page.locator("header summary").click();
  await page.getByRole("button", { name: "Dark" }).locator("visible=true").click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("times are the business's with the name of its zone, on hover and by a button the viewer's", {
  tag: "@any-width",
}, async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, timezoneId: "Europe/Madrid", locale: "en-US" });
  const page = await context.newPage();
  await signIn(page, "ceo");
  await alive(page);
  const asOf = page.locator('[data-view="universal-transactions"] time').first();
  await expect(asOf).toHaveAttribute("title", /(GMT-6|CST).*\(.*GMT\+[12].*\)/);
  await expect(page.locator("[data-clock]")).toContainText(/GMT-6|CST/);
  await page.locator("header summary").click();
  await page.getByRole("button", { name: "Show times of Europe/Madrid" }).click();
  await expect(page.locator("[data-clock]")).toContainText(/GMT\+[12]/);
  await expect(asOf).toHaveAttribute("title", /GMT\+[12].*\(.*(GMT-6|CST)\)/);
  await context.close();
});
