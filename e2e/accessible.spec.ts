import { expect, test } from "@playwright/test";
import { expectAccessible, expectNoOverflow, seeCharts, signIn } from "./support";

const PAGES = [
  "/",
  "/views/universal-transactions",
  "/views/universal-transactions?range=30d",
  "/failures?range=30d",
  "/service",
  "/service?range=30d",
  "/settings/channels",
  "/data",
  "/data/universal-transactions?filter[monto_total]=gte:10000&sort=-fecha",
  "/data/universal-transactions?filter[monto_total]=gte:much",
  "/trace",
  "/exactness",
  "/trace?ref=1",
  "/settings/schedules",
  "/wall",
  "/views/nothing-of-that-name",
];

test("axe finds nothing on the sign-in page", async ({ page }) => {
  await page.goto("/sign-in");
  await expectAccessible(page);
  await expectNoOverflow(page);
});

for (const path of PAGES) {
  test(`axe finds nothing on ${path}, and nothing is cut off`, async ({ page }) => {
    await signIn(page, "ops", path);
    await expect(page.locator("h1")).toBeAttached();
    await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
    if (path.startsWith("/views/universal")) await seeCharts(page);
    await expectAccessible(page);
    await expectNoOverflow(page);
  });
}

test("on paper there is ink on white, no menu and no button, and no table is cut", {
  tag: "@any-width",
}, async ({ page }) => {
  await signIn(page, "cfo", "/data/universal-transactions");
  await expect(page.locator("tbody tr")).toHaveCount(50);
  // A4 within its margins.
  await page.setViewportSize({ width: 718, height: 1000 });
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  for (const gone of ["nav", "button", "select"])
    await expect(page.locator(`${gone}:visible`)).toHaveCount(0);
  const ink = await page.evaluate(() => {
    const { color } = getComputedStyle(document.querySelector("td")!);
    const dot = document.createElement("canvas").getContext("2d")!;
    dot.fillStyle = color;
    dot.fillRect(0, 0, 1, 1);
    const table = document.querySelector("table")!.getBoundingClientRect();
    return { brightest: Math.max(...dot.getImageData(0, 0, 1, 1).data.slice(0, 3)), right: table.right };
  });
  expect(ink.brightest).toBeLessThan(64);
  expect(ink.right).toBeLessThanOrEqual(718);
  await expectNoOverflow(page);
});

test("a page that does not exist answers 404 in words", { tag: "@any-width" }, async ({ page }) => {
  await signIn(page, "ceo");
  const response = await page.goto("/views/nothing-of-that-name");
  expect(response?.status()).toBe(404);
  await expect(page.getByRole("heading", { name: "Nothing is here" })).toBeVisible();
});

test("the first paint has the data, without any script", { tag: "@any-width" }, async ({
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
  await still.goto("/");
  await expect(still.locator('[data-view="universal-transactions"] [data-age]')).not.toBeEmpty();
  await context.close();
});
