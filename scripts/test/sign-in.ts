import type { Page } from "@playwright/test";

/**
 * Signs in through the page, as a person does, and waits for the page that comes then.
 *
 * @param who `next` is where to go then, the overview unless given; `url` that of the application, where the
 *   browser's context has none
 */
export async function signInThrough(
  page: Page,
  who: { email: string; password: string; next?: string; url?: string },
): Promise<void> {
  const { email, password, next = "/", url = "" } = who;
  await page.goto(`${url}/sign-in?next=${encodeURIComponent(next)}`);
  await page.locator("input[name=email]").fill(email);
  await page.locator("input[name=password]").fill(password);
  await page.locator("input[name=password]").press("Enter");
  await page.waitForURL((at) => at.pathname === new URL(next, at).pathname);
}
