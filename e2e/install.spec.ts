import { expect, test } from "@playwright/test";
import { alive, signIn } from "./support";

interface Manifest {
  name: string;
  display: string;
  start_url: string;
  theme_color: string;
  icons: { src: string; sizes: string; type: string; purpose?: string }[];
}

/** Width and height, as the header of a PNG says. */
const sizeOf = (png: Buffer) => `${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`;

test("the browser finds nothing in the way of putting it on the home screen", async ({ page, request }) => {
  await signIn(page, "ceo");
  const session = await page.context().newCDPSession(page);
  const { data, errors } = await session.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  const manifest = JSON.parse(data ?? "{}") as Manifest;
  expect(manifest).toMatchObject({ name: "Frescura", display: "standalone", start_url: "/" });
  expect(manifest.theme_color).toMatch(/^#[0-9a-f]{6}$/);
  await expect(page.locator('meta[name="theme-color"]')).toHaveCount(2);

  const pictures = manifest.icons.filter(({ type }) => type === "image/png");
  expect(pictures.map(({ sizes, purpose }) => [sizes, purpose ?? "any"])).toEqual([
    ["192x192", "any"],
    ["512x512", "any"],
    ["512x512", "maskable"],
  ]);
  for (const { src, sizes } of pictures) expect(sizeOf(await (await request.get(src)).body())).toBe(sizes);

  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  // Every context of a test is incognito: the one thing that a person's browser is not.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito")).toEqual([]);
});

test("the tab's icon tells the state, also where nothing is, and none is lost", async ({ page }) => {
  await signIn(page, "ceo", "/views/nothing-of-that-name");
  await alive(page);
  const own = page.locator("link[data-tab-state]");
  await expect(own).toHaveAttribute("href", /^data:image\/svg\+xml/);
  await expect(page.locator('link[rel="icon"]:not([media])')).toHaveCount(1);
  await page.goto("/nowhere-at-all");
  await expect(page.locator('link[rel="icon"]')).toHaveAttribute("href", "/icon.svg");
});
