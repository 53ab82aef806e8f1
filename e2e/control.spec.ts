import { createServer } from "node:http";
import { expect, test } from "@playwright/test";
import postgres from "postgres";
import { application } from "./application";
import { inDatabase } from "./database";
import { alive, expectAccessible, expectNoOverflow, signIn, spanishPage } from "./support";

/** A view of its own for each project, so that desktop and phone do not meet. */
const slugOf = (project: string) => `e2e-control-${project}`;
const GATE = 4243;

// biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures a hook wants from this pattern.
test.beforeEach(async ({}, { project }) => {
  const name = `e2e_control_${project.name}`;
  await inDatabase((sql) =>
    sql.unsafe(`
      create or replace function public.e2e_gate() returns boolean language plpgsql volatile as $$
      begin
        perform pg_catalog.pg_advisory_lock_shared(${GATE});
        return pg_catalog.pg_advisory_unlock_shared(${GATE});
      end $$;
      create table ${name}_rate (divisor integer); insert into ${name}_rate values (4);
      create materialized view ${name}_mv as select 100 / divisor as share, public.e2e_gate() as passed from ${name}_rate;
      create unique index on ${name}_mv (share);
      select frescura.register('${name}_mv', '${slugOf(project.name)}', p_title => 'Control ${project.name}')`),
  );
  // On its own: inside the statement before, it could not count for what that has made.
  await inDatabase((sql) => sql.unsafe(`select frescura.refresh('${slugOf(project.name)}', 'test', 'e2e')`));
});

// biome-ignore lint/correctness/noEmptyPattern: as above.
test.afterEach(async ({}, { project }) => {
  await inDatabase((sql) =>
    sql.unsafe(`
      delete from frescura.views where slug = '${slugOf(project.name)}';
      drop table e2e_control_${project.name}_rate cascade`),
  );
});

test("ops sees a refresh run and cancels it", { tag: "@any-width" }, async ({ page }, { project }) => {
  const slug = slugOf(project.name);
  await signIn(page, "ops", "/failures");
  await alive(page);
  const [keeper, runner] = [1, 2].map(() => postgres(application().databaseUrl, { max: 1 }));
  try {
    await keeper!`select pg_advisory_lock(${GATE})`;
    const running = runner!
      .unsafe(`call frescura.refresh_tracked('${slug}', 'cron', 'worker:hourly')`)
      .execute();
    const row = page.locator(`[data-running="${slug}"]`);
    await expect(row).toContainText("worker:hourly");
    await expect(row).toContainText(/so far/);
    await row.locator(`[data-cancel="${slug}"]`).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog).toContainText("The view stays as it was");
    await dialog.getByRole("button", { name: "Cancel the refresh" }).click();
    expect((await running)[0]).toMatchObject({ status: "failed" });
    await expect(row).toHaveCount(0);
  } finally {
    await Promise.all([keeper!.end({ timeout: 1 }), runner!.end({ timeout: 1 })]);
  }
  await page.goto(`/views/${slug}`);
  await expect(page.locator("[data-history]")).toContainText("Cancelled by ops@frescura.demo");
});

test("ops takes note of an alert, retries what was set aside, and resumes the view", async ({ page }, {
  project,
}) => {
  const slug = slugOf(project.name);
  const title = `Control ${project.name}`;
  await inDatabase((sql) =>
    sql.unsafe(`
      update frescura.views set suspended_at = now() where slug = '${slug}';
      insert into frescura.refresh_triggers (view_id, source_table, source_key, amount, attempts, dead_letter_at, last_error)
      select frescura.view_id('${slug}'), 'e2e', '1', 15000, 5, now(), 'division by zero'`),
  );
  await inDatabase((sql) => sql`select frescura.check_alerts()`);
  await signIn(page, "ops", "/failures");
  await alive(page);
  const alert = page.locator("[data-alerts] > li").filter({ hasText: title });
  await expect(page.locator("[data-open-alerts]:visible")).toBeVisible();
  await expect(alert).toContainText("it is suspended");
  await alert.getByRole("button", { name: "I am on it" }).click();
  await expect(alert).toContainText("noted by ops@frescura.demo");
  await expectAccessible(page);

  const event = page.locator("[data-events] > li").filter({ hasText: title });
  await expect(event).toContainText("division by zero");
  await event.getByRole("button").click();
  await expect(event).toHaveCount(0);

  await page.getByRole("button", { name: `Resume and retry ${title}` }).click();
  // The worker tries it within its next look, takes the movement in, and the alert is over.
  await expect(alert).toHaveCount(0, { timeout: 60_000 });
  await expect
    .poll(() =>
      inDatabase(
        (sql) =>
          sql`select from frescura.refresh_triggers where view_id = frescura.view_id(${slug}) and processed_at is null`,
      ).then((rows) => rows.length),
    )
    .toBe(0);
});

test("what waits is told on the view's page, in Spanish: how much, since when and for what", async ({
  browser,
  baseURL,
}, { project }) => {
  const slug = slugOf(project.name);
  await inDatabase((sql) =>
    sql.unsafe(`
      update frescura.views set suspended_at = now() where slug = '${slug}';
      insert into frescura.refresh_triggers (view_id, source_table, source_key, amount, created_at, attempts)
      select frescura.view_id('${slug}'), 'cpg_pos', g::text, 10000 + g, now() - interval '1 hour', 2 from generate_series(1, 12) g`),
  );
  const page = await spanishPage(browser, baseURL);
  await signIn(page, "ceo", `/views/${slug}`);
  const panel = page.locator("#waiting");
  const rows = panel.locator("[data-events] > li");
  await expect(rows).toHaveCount(10);
  await expect(panel).toContainText("12 movimientos esperan");
  await expect(rows.first()).toContainText("10,012");
  await expect(rows.first()).toContainText("Nuevo · cpg_pos 12");
  await expect(panel).toContainText("La vista está suspendida: espera a que alguien la reanude");
  await expect(rows.first()).toContainText(/espera desde hace 1 h.* Fallaron 2 de 5 intentos\./);
  await expectAccessible(page);
  await expectNoOverflow(page);
  await alive(page);
  await panel.getByRole("button", { name: "Mostrar 2 más" }).click();
  await expect(rows).toHaveCount(12);

  // Taken in, the page says so by itself.
  await inDatabase((sql) => sql`select frescura.resume(${slug})`);
  await expect(panel).toContainText("Nada espera", { timeout: 60_000 });
  await page.context().close();
});

test("an admin makes a channel and tests it against a server", async ({ page }, { project }) => {
  const got: string[] = [];
  let status = 200;
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    got.push(body);
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  const name = `Hook ${project.name}`;
  try {
    await signIn(page, "admin", "/settings/channels");
    await alive(page);
    await page.getByRole("button", { name: "New channel" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill(name);
    await dialog.getByLabel("URL").fill("nowhere");
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(dialog).toContainText("This is no http(s) address.");
    await dialog.getByLabel("URL").fill(`http://127.0.0.1:${port}/services/secret`);
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Save" }).click();
    // What its receiver checks signatures by is shown this once.
    await expect(page.getByRole("dialog", { name: `Secret of ${name}` })).toContainText("whsec_");
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Done" }).click();
    const row = page.locator(`[data-channel="${name}"]`);
    await row.getByRole("button", { name: `Test ${name}` }).click();
    await expect(row).toContainText("The test was taken.");
    expect(got.map((body) => JSON.parse(body).text)).toEqual([
      expect.stringContaining("This is a test from Frescura."),
    ]);
    status = 500;
    await row.getByRole("button", { name: `Test ${name}` }).click();
    await expect(row).toContainText("answered 500");
    await row.getByRole("button", { name: `Remove ${name}` }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove the channel" }).click();
    await expect(row).toHaveCount(0);

    // Another way to tell has a field, and what is wrong with it, of its own.
    status = 200;
    got.length = 0;
    await page.getByRole("button", { name: "New channel" }).click();
    await dialog.getByLabel("How").selectOption({ label: "Slack or Mattermost" });
    await dialog.getByLabel("Name").fill(name);
    const url = dialog.getByLabel("URL of the incoming webhook");
    await url.fill("http://hooks.example.com/services/secret");
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(dialog).toContainText("This is no https address.");
    await url.fill(`http://127.0.0.1:${port}/services/secret`);
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(row).toContainText("Slack or Mattermost");
    await row.getByRole("button", { name: `Test ${name}` }).click();
    await expect(row).toContainText("The test was taken.");
    expect(got.map((body) => JSON.parse(body).blocks)).toEqual([
      [expect.objectContaining({ type: "section" }), expect.objectContaining({ type: "context" })],
    ]);
  } finally {
    server.close();
    await inDatabase((sql) => sql`delete from frescura.channels where name = ${name}`);
  }
});

test("the CEO reads in Spanish what was promised and kept, and finds nothing to press", {
  tag: "@any-width",
}, async ({ browser, baseURL }) => {
  const page = await spanishPage(browser, baseURL);
  await signIn(page, "ceo", "/service");
  await expect(page.getByRole("heading", { name: "Niveles de servicio" })).toBeVisible();
  const view = page.locator('[data-sla="universal-transactions"]');
  await expect(view.locator('[data-level="normal"]')).toContainText("Datos de 1 h como máximo");
  await expect(view.locator('[data-level="normal"] [data-kept]')).toHaveCount(3);
  await expect(view.locator('[data-level="high_impact"]')).toContainText("Pagos grandes visibles en 10 min");
  await page.goto("/failures");
  await expect(page.locator("[data-verdicts]")).toContainText("ejecuta los horarios");
  await expect(page.getByRole("button", { name: /La atiendo|Reanudar|Cancelar/ })).toHaveCount(0);
  await page.context().close();
});
