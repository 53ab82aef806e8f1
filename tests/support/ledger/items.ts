import type { Sql } from "@/db/client";
import { takeBaseline } from "./lab";

/** A table, and two views of it that are tracked and known: one by row, one by group. */
export async function makeItems(sql: Sql): Promise<void> {
  await sql.unsafe(`
    create table item (id int primary key, region text not null, amount numeric, currency text default 'MXN');
    insert into item select g, 'r' || g % 3, g, case when g % 2 = 0 then 'MXN' else 'USD' end from generate_series(1, 12) g;
    create materialized view item_mv as select id, region, amount from item;
    create unique index on item_mv (id);
    create materialized view region_mv as select region, count(*) as items, sum(amount) as amount from item group by region;
    create unique index on region_mv (region);
    select frescura.register('item_mv', 'item'), frescura.register('region_mv', 'region');
    select frescura.track('item', 'item', array['r.id'], 'r.amount', 'r.currency', p_threshold => 1000, p_reference => '''I-'' || r.id');
    select frescura.track('region', 'item', array['r.region'], 'r.amount', 'r.currency')`);
  await takeBaseline(sql, "item", "region");
}
