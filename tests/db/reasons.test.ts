import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeAttempt } from "@/tests/support/attempts";
import { createDatabase, type TestDatabase } from "@/tests/support/database";

const MIGRATION = fileURLToPath(new URL("../../drizzle/0003_reasons.sql", import.meta.url));
let database: TestDatabase;
const sql = () => database.sql;

beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

test("reasons that were one text become a code with its facts", async () => {
  const slug = "universal-transactions";
  const skipped = (reason: string) => writeAttempt(sql(), slug, { began: 60, status: "skipped", reason });
  const plain = async (reason: string) => {
    const id = await writeAttempt(sql(), slug, { began: 60 });
    await sql()`update frescura.refresh_log set mode = 'plain', mode_reason = ${reason} where id = ${id}`;
  };
  await skipped("nothing_pending");
  await skipped("upstream_failed:daily:sales");
  await skipped("long_transaction:12 ana month:end of 2026");
  await skipped("long_transaction:0 ana");
  await plain(
    "The view has no unique index over plain columns without WHERE, which a concurrent refresh needs.",
  );
  await plain("The view has never been populated, and a first refresh cannot be concurrent.");
  await plain("The owner of the view may not make temporary tables, which a concurrent refresh needs.");
  await plain(
    "A concurrent refresh was refused: FULL JOIN is only supported with merge-joinable conditions.",
  );

  const statements = readFileSync(MIGRATION, "utf8").split("--> statement-breakpoint");
  // The columns are there already.
  for (const statement of statements.filter((each) => each.includes("UPDATE"))) await sql().unsafe(statement);

  const rows = await sql()`
    select reason, reason_detail, mode_reason, mode_detail from frescura.refresh_log order by id`;
  const facts = (row: object) =>
    Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
  expect(rows.map(facts)).toEqual([
    { reason: "nothing_pending" },
    { reason: "upstream_failed", reason_detail: { view: "daily:sales" } },
    {
      reason: "long_transaction",
      reason_detail: { pid: 12, role: "ana", application: "month:end of 2026" },
    },
    { reason: "long_transaction", reason_detail: { pid: 0, role: "ana", application: null } },
    { mode_reason: "no_unique_index" },
    { mode_reason: "unpopulated" },
    { mode_reason: "no_temporary" },
    {
      mode_reason: "refused",
      mode_detail: { message: "FULL JOIN is only supported with merge-joinable conditions" },
    },
  ]);
});
