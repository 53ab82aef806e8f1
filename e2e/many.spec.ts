import { expect, test } from "@playwright/test";
import { inDatabase } from "./database";
import { alive, expectAccessible, expectNoOverflow, openCard, signIn, spanishPage } from "./support";

/** 63 characters, as PostgreSQL counts bytes: quotes, an emoji, and no place to break. */
const LONG = `Ventas "del" 'día' 🧾 ${"x".repeat(63)}`;
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

test("a name of 63 characters with quotes and an emoji breaks nothing", async ({ page, browser, baseURL }, {
  project,
}) => {
  const [{ name }] = await inDatabase(
    (sql) => sql<[{ name: string }]>`select ${`${project.name[0]}${LONG}`}::name::text as name`,
  );
  const slug = await inDatabase(async (sql) => {
    await sql.unsafe(`create materialized view ${quoted(name)} as select 1 as id`);
    await sql`select frescura.register(${`public.${quoted(name)}`})`;
    const [row] = await sql<[{ slug: string }]>`select slug from frescura.views where view_name = ${name}`;
    await sql`call frescura.refresh_tracked(${row.slug}, 'test', 'e2e')`;
    return row.slug;
  });
  try {
    expect(Buffer.byteLength(name)).toBeGreaterThanOrEqual(60);
    await signIn(page, "ops");
    const card = page.locator(`[data-view="${slug}"]`);
    await expect(card).toContainText("🧾");
    await expectNoOverflow(page);
    await openCard(page, `[data-view="${slug}"]`);
    await card.getByRole("link").first().click();
    await page.waitForURL(/\/views\//);
    await expect(page.getByRole("heading", { level: 1 })).toContainText("🧾");
    await expect(page.locator("[data-history] tbody tr")).toHaveCount(1);
    await expectNoOverflow(page);

    const spanish = await spanishPage(browser, baseURL);
    await signIn(spanish, "cfo", `/views/${encodeURIComponent(slug)}`);
    await expect(spanish.getByRole("heading", { level: 1 })).toContainText("🧾");
    await expect(spanish.getByRole("button", { name: "Actualizar ahora" })).toBeVisible();
    await expectNoOverflow(spanish);
    await spanish.context().close();
  } finally {
    await inDatabase(async (sql) => {
      await sql`delete from frescura.views where slug = ${slug}`;
      await sql.unsafe(`drop materialized view ${quoted(name)}`);
    });
  }
});

test("200 views: the sentence counts them, a few letters find one", async ({ page, browser, baseURL }, {
  project,
}) => {
  await inDatabase((sql) =>
    sql.unsafe(`do $$ begin
      for n in 1..200 loop
        execute format('create materialized view many_${project.name}_%s as select %s as id', n, n);
        perform frescura.register(format('many_${project.name}_%s', n));
      end loop; end $$`),
  );
  try {
    await signIn(page, "ceo");
    await expect(page.locator("[data-view]")).not.toHaveCount(0);
    expect(await page.locator("[data-view]").count()).toBeGreaterThan(200);
    await expect(page.getByRole("heading", { level: 1 })).toContainText(/can't confirm|unverified/);
    await expectNoOverflow(page);
    await alive(page);
    await page.getByRole("searchbox", { name: "Find a view" }).fill(`many_${project.name}_137`);
    await expect(page.locator("[data-view]")).toHaveCount(1);
    // A row of the table, which opens its card.
    const row = page.locator("[data-view-table] tbody tr");
    await expect(row).toHaveCount(1);
    await row.getByRole("button", { name: /^Details of / }).click();
    await expect(page.getByRole("article")).toContainText("Can't tell what's missing");
    await expectAccessible(page);
    await page.getByRole("searchbox", { name: "Find a view" }).fill("");
    await page.getByLabel("Group").selectOption("By state");
    await page.getByRole("button", { name: "View", exact: true }).click();
    await expect(page.locator('th[aria-sort="ascending"]')).toContainText("View");
    await expect(page.locator('th[scope="rowgroup"]').first()).toContainText(/Unverified|Failing|Suspended/);
    await page.getByRole("button", { name: "As cards" }).click();
    await expect(page.locator("[data-view-table]")).toHaveCount(0);
    await page.getByRole("button", { name: "As a table" }).click();
    await page.getByRole("searchbox", { name: "Find a view" }).fill("nothing like it");
    await expect(page.getByText("No view of that name.")).toBeVisible();

    const spanish = await spanishPage(browser, baseURL);
    await signIn(spanish, "ceo");
    await expect(spanish.getByRole("heading", { level: 1 })).toContainText(
      /No podemos confirmar|sin verificar/,
    );
    await alive(spanish);
    await spanish.getByRole("searchbox", { name: "Buscar una vista" }).fill(`many_${project.name}_137`);
    await expect(spanish.locator("[data-view]")).toHaveCount(1);
    await expectNoOverflow(spanish);
    await spanish.context().close();

    // A wall has room for as many as can be read across a room, and sums up the rest.
    await page.goto("/wall");
    await expect(page.locator("main li")).toHaveCount(13);
    await expect(page.locator("[data-rest]")).toContainText(/and \d+ more/);
    await expectNoOverflow(page);
  } finally {
    await inDatabase((sql) =>
      sql.unsafe(`delete from frescura.views where view_name like 'many\\_${project.name}\\_%';
        do $$ begin for n in 1..200 loop execute format('drop materialized view many_${project.name}_%s', n); end loop; end $$`),
    );
  }
});
