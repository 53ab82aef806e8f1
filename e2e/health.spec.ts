import { expect, test } from "@playwright/test";

test("the liveness probe answers without credentials and without data", async ({ request }) => {
  const response = await request.get("/api/health");
  expect(response.status()).toBe(200);
  expect(await response.text()).not.toContain("postgres");
});
