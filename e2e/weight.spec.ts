import { expect, test } from "@playwright/test";
import { weighFirstLoad } from "@/scripts/test/first-load";
import { alive, seeCharts, signIn } from "./support";

const SCRIPTS_KB_MAX = 170;

test("the overview loads at most 170 kB of scripts, and asks only for the stream", async ({ page }) => {
  await signIn(page, "ceo");
  const context = page.context();
  await page.close();
  // Once more where a refresh came in between, of which the stream tells and more is asked.
  await expect(async () => {
    const { scripts, scriptCount, onDemand, asked } = await weighFirstLoad(context, "/");
    console.log(
      `the overview's first load: ${(scripts / 1024).toFixed(1)} kB; on demand: ${(onDemand / 1024).toFixed(1)} kB`,
    );
    expect(scriptCount).toBeGreaterThan(3);
    expect(scripts / 1024).toBeLessThanOrEqual(SCRIPTS_KB_MAX);
    // The first paint has its data: only what keeps it up to date is opened.
    expect(asked).toEqual(["/api/v1/mv/stream"]);
  }).toPass();
});

test("the charts of a view are fetched where they are seen", async ({ page, isMobile }) => {
  await signIn(page, "ceo", "/views/universal-transactions");
  await alive(page);
  // On a phone they are far below.
  if (isMobile) await expect(page.locator("figure")).toHaveCount(0);
  await seeCharts(page);
});
