import { expect, test } from "@playwright/test";
import { signIn } from "./support";

test("every answer carries a policy, and does not say what made it", async ({ request }) => {
  for (const path of ["/sign-in", "/api/health", "/api/v1/mv/health", "/nothing"]) {
    const headers = (await request.get(path)).headers();
    expect(headers["content-security-policy"], path).toContain("frame-ancestors 'none'");
    expect(headers["x-content-type-options"], path).toBe("nosniff");
    expect(headers["x-powered-by"], path).toBeUndefined();
  }
});

test("a stream carries it too", async ({ page }) => {
  await signIn(page, "ceo");
  const headers = await page.evaluate(async () => {
    const enough = new AbortController();
    const response = await fetch("/api/v1/mv/stream", { signal: enough.signal });
    enough.abort();
    return Object.fromEntries(response.headers);
  });
  expect(headers["content-type"]).toBe("text/event-stream; charset=utf-8");
  expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
  expect(headers["x-powered-by"]).toBeUndefined();
});

test("no page does what the policy forbids", async ({ page }) => {
  const violations: string[] = [];
  await page.exposeFunction("violated", (what: string) => violations.push(what));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
      (window as unknown as { violated(what: string): void }).violated(`${violatedDirective} ${blockedURI}`),
    );
  });
  await signIn(page, "admin");
  for (const path of [
    "/",
    "/views/universal-transactions",
    "/failures?range=30d",
    "/data/universal-transactions",
    "/trace",
    "/settings/schedules",
    "/settings/views/universal-transactions",
  ]) {
    await page.goto(path);
    await expect(page.locator("h1")).toBeAttached();
    await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  }
  expect(violations).toEqual([]);
});
