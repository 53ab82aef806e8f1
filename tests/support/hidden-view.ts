import type { Sql } from "@/db/client";

/** A view that only admins and a group see. */
export const HIDDEN = "zzhidden";

/** Whatever of it could be told: its names, its source, its amounts, whoever worked on it. */
export const TRACES = /zz|zurich|7654321/i;

/**
 * Makes that view, with all that can be told of one: refreshes that succeeded and failed, events that wait and that
 * were set aside, alerts and their notifications, a schedule, a verification, reads; and one that reads it, which
 * everybody sees.
 */
export async function makeHiddenView(sql: Sql): Promise<void> {
  await sql.unsafe(`
    create table zz_source (id bigint primary key, folio text, total numeric, divisor integer default 1);
    create materialized view zzhidden as select id, folio, total / divisor as total from zz_source;
    create unique index on zzhidden (id);
    create materialized view open_totals as select 1 as id, count(*) as n from zzhidden;
    create unique index on open_totals (id);
    select frescura.register('zzhidden', p_title => 'Margins of Zurich'), frescura.register('open_totals');
    select frescura.watch('zzhidden', 'zz_source', 'total'),
           frescura.track('zzhidden', 'zz_source', array['r.id'], 'r.total', p_reference => 'r.folio');
    insert into frescura.schedules (view_id, tier, cron) values (frescura.view_id('zzhidden'), 'zz-tier', '0 5 * * *');
    insert into frescura.channels (id, kind, name, target) values (911, 'webhook', 'nowhere', 'http://127.0.0.1:9/x');`);
  for (const one of [
    "insert into cpg_pos (folio, monto_total) values ('F1', 100)",
    "insert into zz_source values (1, 'F1', 5)",
    `select frescura.refresh('universal-transactions', 'cron', 'test')`,
    "select frescura.refresh('zzhidden', 'cron', 'zz-driver')",
    "select frescura.refresh('open-totals', 'cron', 'test')",
    "select frescura.verify('zzhidden', 100, 'zz-verifier')",
    "insert into zz_source values (2, 'F1', 7654321), (3, 'ZZ-3', 7654321)",
    "update frescura.refresh_triggers set dead_letter_at = now(), last_error = 'zz boom' where source_key = '3'",
    "insert into zz_source values (4, 'ZZ-4', 7654321, 0)",
    "select frescura.refresh('zzhidden', 'cron', 'zz-driver') from generate_series(1, 2)",
    "select frescura.refresh('zzhidden', 'cron', 'zz-driver')",
    "select frescura.check_alerts()",
    `insert into frescura.reads (view_id, hour, served_from, reads)
     values (frescura.view_id('zzhidden'), date_trunc('hour', now()), 'mv', 7654321)`,
    "insert into frescura.audit_log (actor, action, target) values ('user:zz@zurich.test', 'refresh.ask', 'zzhidden')",
    "select frescura.set_seen_by('zzhidden', '{group:finance}')",
  ]) {
    await sql.unsafe(one);
  }
}
