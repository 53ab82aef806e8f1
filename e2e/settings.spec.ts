import { expect, type Page, test } from "@playwright/test";
import { application } from "./application";
import { inDatabase } from "./database";
import { alive, expectAccessible, expectNoOverflow, signIn, spanishPage } from "./support";

const SECTIONS = ["views", "views/universal-transactions", "users", "tokens", "audit-log", "account"];

for (const section of SECTIONS) {
  test(`axe finds nothing on the settings of ${section}, in either language`, async ({
    page,
    browser,
    baseURL,
    viewport,
  }) => {
    for (const each of [page, await spanishPage(browser, baseURL)]) {
      await each.setViewportSize(viewport!);
      await signIn(each, "admin", `/settings/${section}`);
      await expect(each.locator("h1")).toBeVisible();
      await expect(each.locator("main h2").first()).toBeVisible();
      await expect(each.locator("[aria-busy=true]")).toHaveCount(0);
      await expectAccessible(each);
      await expectNoOverflow(each);
    }
  });
}

test("a role finds only what it may open, and is told so elsewhere", async ({ page }) => {
  await signIn(page, "ceo", "/settings/account");
  const menu = page.getByRole("navigation", { name: "Settings" });
  await expect(menu.getByRole("link", { name: "Your account" })).toHaveAttribute("aria-current", "page");
  await expect(menu.getByRole("link", { name: "Views" })).toBeVisible();
  await expect(menu.getByRole("link", { name: "Users" })).toHaveCount(0);
  for (const section of ["users", "tokens", "audit-log", "views/universal-transactions"]) {
    await page.goto(`/settings/${section}`);
    await expect(page.locator("main")).toContainText("As CEO you cannot open this part");
  }
  await page.goto("/settings");
  await expect(page).toHaveURL(/\/settings\/views$/);
  await expect(page.getByRole("button", { name: "Register" })).toHaveCount(0);
});

test("ops reads the settings of a view and changes none", { tag: "@any-width" }, async ({ page }) => {
  await signIn(page, "ops", "/settings/views/universal-transactions");
  await expect(page.locator("main")).toContainText("an admin changes it");
  await expect(page.getByLabel("Fresh up to")).toBeDisabled();
  await expect(page.getByRole("button", { name: "Save" })).toHaveCount(0);
  await expect(page.locator('[data-track="cpg_pos"]')).toContainText("r.monto_total");
});

test("an admin changes the target of a view, and the card has it", { tag: "@any-width" }, async ({
  page,
}) => {
  const slug = "top-clientes";
  const before = await inDatabase(
    (sql) => sql`select sla_seconds, stale_seconds from frescura.views where slug = ${slug}`,
  );
  await signIn(page, "admin", `/settings/views/${slug}`);
  await alive(page);
  try {
    await page.getByLabel("Stale up to").fill("1h");
    await page.getByLabel("Fresh up to").fill("90m");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page.locator("main")).toContainText("at least as long as the target");
    await page.getByLabel("Stale up to").fill("3h");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page.getByText("Saved.")).toBeVisible();
    await page.goto("/");
    await expect(page.locator(`[data-view="${slug}"]`)).toContainText("Target 1 h 30 min");
  } finally {
    const [{ sla_seconds, stale_seconds }] = before as unknown as [
      { sla_seconds: number; stale_seconds: number },
    ];
    await inDatabase(
      (sql) =>
        sql`update frescura.views set sla_seconds = ${sla_seconds}, stale_seconds = ${stale_seconds} where slug = ${slug}`,
    );
  }
});

test("a threshold is changed where it is shown", { tag: "@any-width" }, async ({ page }) => {
  await signIn(page, "admin", "/settings/views/universal-transactions");
  await alive(page);
  const row = page.locator('[data-watch="cpg_pos"]');
  await row.getByRole("button", { name: "Change" }).click();
  await row.getByLabel("From this amount on").fill("25000");
  await row.getByRole("button", { name: "Save" }).click();
  await expect(row).toContainText("from $25,000 MXN on");
  await row.getByRole("button", { name: "Change" }).click();
  await row.getByLabel("From this amount on").fill("10000");
  await row.getByRole("button", { name: "Save" }).click();
  await expect(row).toContainText("from $10,000 MXN on");
});

test("a source is tracked after a dry run on real rows, and no longer", async ({ page, isMobile }) => {
  const view = isMobile ? "settings_phone" : "settings_desk";
  await inDatabase((sql) =>
    sql.unsafe(`create table ${view}_t (id integer primary key, total numeric(12,2));
      insert into ${view}_t select g, g from generate_series(1, 30) g;
      create materialized view ${view} as select id, total from ${view}_t;
      create unique index on ${view} (id);
      select frescura.register('${view}')`),
  );
  const slug = view.replace("_", "-");
  try {
    await signIn(page, "admin", `/settings/views/${slug}`);
    await alive(page);
    await page.getByRole("button", { name: "Track a table" }).click();
    // The columns suggest the mapping.
    await expect(page.getByLabel("Key: id")).toHaveValue("r.id");
    await page.getByLabel("Key: id").fill("r.id + 1000");
    await page.getByRole("button", { name: "Dry run" }).click();
    await expect(page.locator("main")).toContainText("Look closely");
    await expect(page.locator("main")).toContainText("30 rows are not in it");
    await page.getByLabel("Key: id").fill("r.nothing");
    await expect(page.getByRole("button", { name: "Track it so" })).toHaveCount(0);
    await page.getByRole("button", { name: "Dry run" }).click();
    await expect(page.locator("main")).toContainText("refused as it stands");
    await page.getByLabel("Key: id").fill("r.id");
    await page.getByRole("button", { name: "Dry run" }).click();
    await expect(page.locator("main")).toContainText("The mapping fits");
    await expectAccessible(page);
    await expectNoOverflow(page);
    await page.getByRole("button", { name: "Track it so" }).click();
    await expect(page.locator(`[data-track="${view}_t"]`)).toContainText("r.id");
    await page.getByRole("button", { name: "Stop tracking" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Stop tracking" }).click();
    await expect(page.locator(`[data-track="${view}_t"]`)).toHaveCount(0);
  } finally {
    await inDatabase((sql) =>
      sql.unsafe(`select frescura.unregister('${slug}'); drop table ${view}_t cascade`),
    );
  }
});

const row = (page: Page, email: string) => page.locator(`[data-user="${email}"]`);

test("an account is made, signs in, changes its password, is demoted, closed", { tag: "@any-width" }, async ({
  page,
  browser,
  baseURL,
  isMobile,
}) => {
  const email = `${isMobile ? "phone" : "desk"}@settings.example`;
  await signIn(page, "admin", "/settings/users");
  await alive(page);
  await page.getByRole("button", { name: "New user" }).click();
  await page.getByLabel("Name").fill("Ana");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Role", { exact: true }).selectOption("admin");
  await page.getByRole("button", { name: "Create" }).click();
  const password = await page.locator("[data-secret]").innerText();
  await expect(row(page, email)).toBeVisible();

  const context = await browser.newContext({ baseURL, locale: "en-US" });
  const hers = await context.newPage();
  try {
    await hers.goto("/sign-in?next=/settings/account");
    await hers.locator("input[name=email]").fill(email);
    await hers.locator("input[name=password]").fill(password);
    await hers.locator("input[name=password]").press("Enter");
    await hers.getByLabel("Current password").fill("not this one");
    await hers.getByLabel("New password", { exact: true }).fill("a password of her own");
    await hers.getByLabel("New password once more").fill("a password of her own");
    await hers.getByRole("button", { name: "Change password" }).click();
    await expect(hers.locator("main")).toContainText("not the current password");
    await hers.getByLabel("Current password").fill(password);
    await hers.getByRole("button", { name: "Change password" }).click();
    await expect(hers.locator("main")).toContainText("Your password is changed");
    // The session went on, though the old one ended with the old password.
    await hers.goto("/settings/users");
    await expect(row(hers, email)).toContainText("you");

    await row(page, email).getByRole("combobox").selectOption("ceo");
    await page.getByRole("dialog").getByRole("button", { name: "Change role" }).click();
    await expect(row(page, email).getByRole("combobox")).toHaveValue("ceo");
    // Another role ends the session; the next one has it.
    await hers.goto("/settings/users");
    await hers.waitForURL(/\/sign-in/);
    await hers.locator("input[name=email]").fill(email);
    await hers.locator("input[name=password]").fill("a password of her own");
    await hers.locator("input[name=password]").press("Enter");
    await hers.waitForURL(/\/settings\/users/);
    await expect(hers.locator("main")).toContainText("As CEO you cannot open");

    await row(page, email).getByRole("button", { name: "Disable" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Disable" }).click();
    await expect(row(page, email)).toContainText("Disabled since");
    await hers.goto("/settings/account");
    await hers.waitForURL(/\/sign-in/);
  } finally {
    await context.close();
    await inDatabase((sql) => sql`delete from frescura.users where email = ${email}`);
  }
});

test("the last admin stays one, and is told why", { tag: "@any-width" }, async ({ page }) => {
  await signIn(page, "admin", "/settings/users");
  await alive(page);
  const own = row(page, "admin@frescura.demo");
  await own.getByRole("combobox").selectOption("ops");
  await page.getByRole("dialog").getByRole("button", { name: "Change role" }).click();
  await expect(own).toContainText("This is the last admin");
  await expect(own.getByRole("combobox")).toHaveValue("admin");
});

test("a token is shown once, works, is listed, and is revoked", { tag: "@any-width" }, async ({
  page,
  request,
  isMobile,
}) => {
  const name = `journey ${isMobile ? "phone" : "desk"}`;
  await signIn(page, "admin", "/settings/tokens");
  await alive(page);
  await page.getByLabel("What it is for").fill(name);
  await page.getByRole("button", { name: "Create token" }).click();
  const token = await page.locator("[data-secret]").innerText();
  const headers = { authorization: `Bearer ${token}` };
  expect((await request.get("/api/v1/me", { headers })).status()).toBe(200);
  await page.reload();
  const listed = page.locator(`[data-token="${name}"]`);
  await expect(listed).toContainText(token.slice(0, 9));
  await expect(listed).toContainText("last used");
  await expect(page.locator("main")).not.toContainText(token);
  await listed.getByRole("button", { name: `Revoke ${name}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await expect(listed).toContainText("Revoked");
  expect((await request.get("/api/v1/me", { headers })).status()).toBe(401);
  await page.goto("/settings/audit-log");
  await expect(page.locator("main li").first()).toContainText(`Revoked the token ${name}`);
  await expect(page.locator("main li").first()).toContainText("user:admin@frescura.demo");
});

const ago = (minutes: number) =>
  inDatabase(
    (sql) => sql`
      update frescura.sessions set authenticated_at = clock_timestamp() - make_interval(mins => ${minutes})
       where ended_at is null and user_id = (select id from frescura.users where email = 'admin@frescura.demo')`,
  );

test("what is typed waits while the password is asked for again, and then goes on", {
  tag: "@any-width",
}, async ({ page, isMobile }) => {
  const name = `asked ${isMobile ? "phone" : "desk"}`;
  await signIn(page, "admin", "/settings/tokens");
  await alive(page);
  await page.getByLabel("What it is for").fill(name);
  await ago(11);
  await page.getByRole("button", { name: "Create token" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("Confirm that it is you");
  await expectAccessible(page);
  await expectNoOverflow(page);
  await page.keyboard.press("Escape");
  await expect(page.getByLabel("What it is for")).toHaveValue(name);
  await expect(page.locator("main")).toContainText("Enter your password again first.");
  await page.getByRole("button", { name: "Create token" }).click();
  await expect(dialog.getByLabel("Password")).toBeFocused();
  await page.keyboard.type("not it");
  await page.keyboard.press("Enter");
  await expect(dialog).toContainText("That is not your password.");
  await dialog.getByLabel("Password").fill(application().password);
  await page.keyboard.press("Enter");
  await expect(page.locator("[data-secret]")).toBeVisible();
  await expect(page.locator(`[data-token="${name}"]`)).toContainText("Read");
  await inDatabase((sql) => sql`delete from frescura.tokens where name = ${name}`);
});

test("sessions are listed, and signing out everywhere ends them all", { tag: "@any-width" }, async ({
  page,
  browser,
  baseURL,
}) => {
  await signIn(page, "cfo", "/settings/account");
  const context = await browser.newContext({ baseURL, locale: "en-US" });
  try {
    const other = await context.newPage();
    await signIn(other, "cfo");
    await page.reload();
    await alive(page);
    await expect(page.locator('[data-session="current"]')).toContainText("this browser");
    await expectAccessible(page);
    await expectNoOverflow(page);
    await page.getByRole("button", { name: "Sign out everywhere" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Sign out everywhere" }).click();
    await page.waitForURL(/\/sign-in/);
    await other.goto("/settings/account");
    await other.waitForURL(/\/sign-in/);
  } finally {
    await context.close();
  }
});

test("the settings are found by the menu of the account and by the palette", async ({ page }) => {
  await signIn(page, "admin");
  await page.locator("header summary").click();
  await page.getByRole("link", { name: "Settings" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  await alive(page);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Find a view or a page" }).fill("tokens");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/settings\/tokens$/);
});
