import { expect, test } from "vitest";
import { Report } from "@/tests/support/report";

const report = Report.use();
const CATALOGS = ["pg_attribute", "pg_class", "pg_type", "pg_depend"];

/** Bytes of the catalogs once dead rows are given back. */
async function catalogBytes(): Promise<number> {
  for (const catalog of CATALOGS) await report.sql.unsafe(`vacuum ${catalog}`);
  const [row] =
    await report.sql`select sum(pg_relation_size(c::regclass))::bigint as bytes from unnest(${CATALOGS}::text[]) c`;
  return row!.bytes;
}

test("many refreshes leave the catalogs as they were, once vacuumed: what one round took, the next one uses again", async () => {
  const round = async () => {
    for (let n = 0; n < 25; n++) expect(await report.refresh()).toMatchObject({ status: "completed" });
    return await catalogBytes();
  };
  const first = await round();
  const second = await round();
  const third = await round();
  expect(second).toBeLessThanOrEqual(first + 8192 * CATALOGS.length);
  expect(third).toBeLessThanOrEqual(second);
}, 240_000);

test("refreshes that find nothing changed write no row of the view", async () => {
  await report.sql`insert into sale select n, 1 from generate_series(100, 5000) n`;
  await report.refresh();
  for (let n = 0; n < 5; n++) await report.refresh();
  const [sums] = await report.sql`
    select sum(rows_inserted + rows_deleted)::int as written from frescura.refresh_log
     where id > (select min(id) from frescura.refresh_log where view_id = frescura.view_id('report')) and view_id = frescura.view_id('report')`;
  expect(sums).toEqual({ written: 0 });
});
