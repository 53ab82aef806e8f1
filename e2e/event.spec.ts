import { expect, test } from "@playwright/test";
import { inDatabase } from "./database";
import { signIn } from "./support";

test("a payment over $10,000 is in the view within seconds, and nobody pressed anything", async ({
  page,
}) => {
  const folio = `E2E-${Date.now()}`;
  const inView = () =>
    inDatabase((sql) => sql`select from universal_transactions_mv where folio = ${folio}`).then(
      (rows) => rows.length,
    );
  await signIn(page, "ceo");
  const newest = page.locator("[data-recent] li").first();
  const before = await newest.textContent();

  await inDatabase((sql) => sql`insert into cpg_consignment (folio, monto_total) values (${folio}, 50000)`);

  await expect.poll(inView).toBe(1);
  // The page learns of it without reload.
  await expect(newest).not.toHaveText(before ?? "");
  await expect(newest).toContainText("Completed");
  const [event] = await inDatabase(
    (sql) => sql`
      select t.priority, l.trigger_type, l.status, l.refresh_started_at > t.created_at as after
        from frescura.refresh_triggers t join frescura.refresh_log l on l.id = t.refresh_id
        join cpg_consignment c on c.id::text = t.source_key and t.source_table = 'cpg_consignment'
       where c.folio = ${folio}`,
  );
  expect(event).toMatchObject({ priority: "critical", status: "completed", after: true });
});
