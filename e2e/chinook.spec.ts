import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { connect } from "@/db/client";
import { startEmbedded } from "@/db/embedded";
import { startApp } from "@/scripts/test/app";
import { makeHome } from "@/scripts/test/homes";
import { signInThrough } from "@/scripts/test/sign-in";
import { loadChinook } from "@/tests/support/chinook";
import { jsonOf, npmFrescura } from "@/tests/support/cli-process";

const PASSWORD = "the first password of a shop";

test("a database that nobody here designed comes onto the dashboard", async ({ page }) => {
  test.setTimeout(600_000);
  const home = makeHome();
  const server = await startEmbedded({ dataDir: join(home, "shop"), durable: false, onLog: () => {} });
  const DATABASE_URL = Object.assign(new URL(server.url), { pathname: "/chinook" }).href;
  const run = (args: string[], input?: string) => npmFrescura(args, { DATABASE_URL }, input);
  try {
    const admin = connect(server.url, "e2e", 1);
    await admin`create database chinook`;
    await admin.end();
    const shop = connect(DATABASE_URL, "e2e", 1);
    await loadChinook(shop);
    await shop.end();

    expect((await run(["migrate"])).code).toBe(0);
    const found = jsonOf(await run(["views", "discover", "--json"]));
    for (const { schema_name, view_name } of found) {
      expect((await run(["views", "register", `${schema_name}.${view_name}`])).code).toBe(0);
    }
    expect((await run(["refresh", "sales-by-country"])).stdout).toContain("concurrent");
    expect((await run(["refresh", "top-tracks"])).stdout).toMatch(
      /plain, .*\n.*never been filled.*doctor top-tracks/,
    );
    const who = ["--email", "cfo@shop.example", "--name", "CFO", "--role", "cfo"];
    expect((await run(["user", "create", ...who, "--password-stdin"], `${PASSWORD}\n`)).code).toBe(0);

    const app = await startApp({ DATABASE_URL });
    try {
      await signInThrough(page, { url: app.url, email: "cfo@shop.example", password: PASSWORD });
      const card = (slug: string) => page.locator(`[data-view="${slug}"]`);
      await expect(card("sales-by-country")).toContainText("Sales by Country");
      // Refreshed, and yet nobody can tell what they lack by now.
      await expect(card("sales-by-country")).toContainText("Unverified");
      await expect(card("top-tracks")).toContainText("Can't tell what's missing");
      // The one without a unique index says that readers wait, and why.
      await page.goto(`${app.url}/views/top-tracks`);
      await expect(page.locator("main")).toContainText(/unique index/i);
    } finally {
      await app.stop();
    }
  } finally {
    await server.stop("immediate");
    rmSync(home, { recursive: true, force: true });
  }
});
