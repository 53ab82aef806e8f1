import { type Browser, type BrowserContext, expect, type Page } from "@playwright/test";
import axe, { type RunOptions } from "axe-core";
import { signInThrough } from "@/scripts/test/sign-in";
import { application } from "./application";

export type Role = "ceo" | "cfo" | "ops" | "admin";

/** Signs in through the page, as a person does. */
export async function signInByHand(page: Page, role: Role, next = "/"): Promise<void> {
  const { password } = application();
  await signInThrough(page, { email: `${role}@frescura.demo`, password, next });
}

const SESSION = "frescura.session";
type Cookies = Awaited<ReturnType<BrowserContext["cookies"]>>;
const sessions = new Map<Role, Cookies>();

/** Opens a page as somebody who has signed in: by hand the first time, later with the session of that time. */
export async function signIn(page: Page, role: Role, next = "/"): Promise<void> {
  const context = page.context();
  const kept = sessions.get(role);
  if (kept) {
    await context.addCookies(kept);
    await page.goto(next);
    await page.waitForURL((at) => at.pathname === new URL(next, at).pathname);
    return;
  }
  await signInByHand(page, role, next);
  const cookies = await context.cookies();
  sessions.set(
    role,
    cookies.filter(({ name }) => name === SESSION),
  );
}

/** Waits until the page has come to life: a key or a click before that is lost. Its stream opens after that. */
export async function alive(page: Page): Promise<void> {
  await expect(page.locator('[data-stream="live"]')).toBeVisible();
}

const VIEW = '[data-view="universal-transactions"]';
const BUTTONS = {
  en: { now: "Refresh now", anyway: "Refresh anyway" },
  es: { now: "Actualizar ahora", anyway: "Actualizar de todos modos" },
} as const;

/** Opens the card of a view where a line stands for it, as on a phone. */
export async function openCard(page: Page, card = VIEW): Promise<void> {
  await alive(page);
  const row = page.locator(`${card} [data-row][aria-expanded="false"]`);
  if (await row.isVisible()) await row.click();
}

/**
 * Presses the button of a card on the overview; where the view was fresh, once more on "refresh anyway": a movement
 * may wait, or not.
 *
 * @param told what the card says in the end
 */
export async function pressRefresh(
  page: Page,
  told: RegExp,
  { language = "en", card: which = VIEW }: { language?: keyof typeof BUTTONS; card?: string } = {},
): Promise<void> {
  const { now, anyway } = BUTTONS[language];
  const card = page.locator(which);
  await openCard(page, which);
  await card.getByRole("button", { name: now }).click();
  const again = card.getByRole("button", { name: anyway });
  const end = card.getByText(told);
  await expect(again.or(end).first()).toBeVisible();
  if (await again.isVisible()) await again.click();
  await expect(end.first()).toBeVisible();
}

/** Goes to where the charts of a view are, and waits until they are there. */
export async function seeCharts(page: Page): Promise<void> {
  await page.getByRole("heading", { name: "Over time" }).scrollIntoViewIfNeeded();
  await expect(page.locator("figure")).toHaveCount(4);
}

/** A page of its own that speaks Spanish, whatever the project's language. */
export async function spanishPage(browser: Browser, baseURL: string | undefined): Promise<Page> {
  const context = await browser.newContext({ baseURL, locale: "es-MX" });
  return await context.newPage();
}

/** What axe judges by colours: of all its rules the ones that another scheme can change. */
const BY_COLOUR = ["color-contrast", "link-in-text-block"];
/** Rows of a chart's table beyond the first: hundreds, all alike, of which each costs axe as much as the first. */
const MORE_OF_THE_SAME = "figure tbody tr:nth-child(n + 12)";

/**
 * Expects that axe finds nothing on the page as it stands: in light by all its rules, in dark by those of colour.
 *
 * Not by @axe-core/playwright: it opens a page of its own to join the results of frames, of which ours has none, and
 * sends all that passed as well, which takes five times as long as the rules do.
 */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // As a debugger would, which the page's policy does not forbid.
    await page.evaluate(axe.source);
    const options: RunOptions = {
      resultTypes: ["violations"],
      ...(colorScheme === "dark" && { runOnly: { type: "rule", values: BY_COLOUR } }),
    };
    const found = await page.evaluate(
      async ({ exclude, options }) => {
        const { violations } = await (window as unknown as { axe: typeof axe }).axe.run({ exclude }, options);
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(", ")}`);
      },
      { exclude: MORE_OF_THE_SAME, options },
    );
    expect(found, `axe in ${colorScheme}`).toEqual([]);
  }
}

/** Expects that the page needs no scrolling sideways. */
export async function expectNoOverflow(page: Page): Promise<void> {
  const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(content).toBeLessThanOrEqual(window!);
}
