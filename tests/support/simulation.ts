import type { Sql } from "@/db/client";

/** A month as a driver would live through it, over the product's own SQL. */
export interface Simulation {
  /** Between two looks of the driver. */
  lookSeconds: number;
  /** Whether nothing is begun for targets, as before there were any. */
  clocksOnly?: boolean;
  from: string;
  to: string;
}

/** How a promise was kept: of how many seconds, which share, and the worst breach. */
export interface Attained {
  view: string;
  percent: number;
  missedSeconds: number;
  breaches: number;
  longestSeconds: number;
  refreshes: number;
  failures: number;
  /** Of database time, a day. */
  busySeconds: number;
}

export const ZONE = "Europe/Madrid";

/**
 * Makes time a sequence that only this database has: every function and default of ours that asks the clock is made
 * anew with another one, as only their owner can. The product has no setting that moves time.
 */
async function fakeClock(sql: Sql): Promise<void> {
  await sql.unsafe(`
    create schema sim;
    create sequence sim.clock;
    create function sim.now() returns timestamptz language sql volatile
      as $$ select to_timestamp(last_value / 1000.0) from sim.clock $$;
    do $$
    declare v record;
    begin
      for v in select p.oid from pg_proc p where p.pronamespace = 'frescura'::regnamespace
                  and pg_get_functiondef(p.oid) like '%clock_timestamp()%' loop
        execute replace(pg_get_functiondef(v.oid), 'clock_timestamp()', 'sim.now()');
      end loop;
      for v in select d.adrelid::regclass as relation, a.attname
                 from pg_attrdef d join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
                 join pg_class c on c.oid = d.adrelid
                where c.relnamespace = 'frescura'::regnamespace
                  and pg_get_expr(d.adbin, d.adrelid) in ('clock_timestamp()', 'now()') loop
        execute format('alter table %s alter %I set default sim.now()', v.relation, v.attname);
      end loop;
    end $$`);
}

const setClock = (sql: Sql, at: Date) => sql`select setval('sim.clock', ${at.getTime()}::bigint)`;
const readClock = async (sql: Sql) => (await sql<[{ at: Date }]>`select sim.now() as at`)[0].at;

/** Views whose refreshes take their time by that clock: they grow by half over a month, and some runs take four times as long. */
async function makeViews(sql: Sql, from: string): Promise<void> {
  await sql.unsafe(`
    delete from frescura.views;
    create sequence sim.runs;
    create sequence sim.failed_day minvalue 0;
    create function sim.work(p_seconds numeric) returns integer language plpgsql as $$
    declare
      v_day integer := floor(extract(epoch from sim.now() - '${from}'::timestamptz) / 86400);
      v_ms bigint := p_seconds * 1000 * (1 + 0.5 * v_day / 31) * case when nextval('sim.runs') % 25 = 0 then 4 else 1 end;
    begin
      perform setval('sim.clock', (select last_value from sim.clock) + v_ms);
      -- One failure a day, at another hour each day.
      if v_day > (select last_value from sim.failed_day)
         and extract(hour from sim.now() at time zone '${ZONE}') >= (v_day * 7) % 24 then
        perform setval('sim.failed_day', v_day);
        raise exception 'the failure of the day';
      end if;
      return 1;
    end $$;
    create table sale (id integer primary key);
    insert into sale values (1);
    select setval('sim.failed_day', 0);
    create materialized view sales as select id, sim.work(20) as worked from sale; create unique index on sales (id);
    create materialized view report as select id, sim.work(8) as worked from sales; create unique index on report (id);
    create materialized view desk as select id, sim.work(30) as worked from sale; create unique index on desk (id);
    select frescura.register(v, p_time_zone => '${ZONE}') from unnest('{sales,report,desk}'::text[]) v;
    select frescura.set_targets('desk', '[{"seconds": 1800, "weekdays": [1, 2, 3, 4, 5], "opens": "08:55"},
      {"seconds": 900, "weekdays": [1, 2, 3, 4, 5], "opens": "09:00", "closes": "18:00"}]');
    update frescura.schedules set created_at = '${from}'::timestamptz - interval '1 day', enabled = tier not in ('events', 'verification');
    update frescura.views set created_at = '${from}'::timestamptz - interval '1 day'`);
}

/**
 * Lives through it: at each look the driver does what is due and tries again what failed, as one that is nothing but
 * SQL does. Looks at which the database says that nothing is due are passed over.
 */
export async function simulate(
  sql: Sql,
  { lookSeconds, clocksOnly = false, from, to }: Simulation,
): Promise<Attained[]> {
  const start = new Date(from);
  const end = new Date(to);
  await fakeClock(sql);
  await setClock(sql, new Date(start.getTime() - 3_600_000));
  await makeViews(sql, from);
  if (clocksOnly) await sql`update frescura.schedules set enabled = false where tier = 'targets'`;
  await setClock(sql, start);
  for (const view of ["sales", "report", "desk"]) await sql`select frescura.refresh(${view})`;
  const began = await readClock(sql);
  const driver = "simulated";
  await sql`insert into frescura.drivers (name, kind, look_seconds) values (${driver}, 'simulated', ${lookSeconds})`;

  const grid = lookSeconds * 1000;
  let now = began;
  while (now < end) {
    const [next] = await sql<[{ at: Date }]>`select look_at as at from frescura.next_look('1 day')`;
    // The look after that moment, on the driver's own beat: a few seconds past the minute.
    const look = Math.max(Math.ceil((next.at.getTime() - 3000) / grid) * grid + 3000, nextBeat(now, grid));
    now = new Date(look);
    if (now >= end) break;
    await setClock(sql, now);
    await sql`update frescura.drivers set seen_at = sim.now()`;
    await sql`call frescura.run_due(null, ${driver})`;
    await sql`update frescura.drivers set look_seconds = ${lookSeconds}`;
    await sql`call frescura.run_retries(${driver})`;
    now = await readClock(sql);
  }
  await setClock(sql, end);
  return await attained(sql, began, end);
}

/** Where looks are passed over because nothing is due, none is before the next beat. */
function nextBeat(now: Date, grid: number): number {
  return Math.floor((now.getTime() - 3000) / grid + 1) * grid + 3000;
}

async function attained(sql: Sql, from: Date, to: Date): Promise<Attained[]> {
  return await sql<Attained[]>`
    select v.slug as view, trunc(100 * (1 - s.missed / s.observed), 3)::float8 as percent, round(s.missed, 1)::float8 as "missedSeconds",
           b.n::int as breaches, b.longest::float8 as "longestSeconds", l.refreshes::int, l.failures::int,
           round(l.seconds / extract(epoch from ${to}::timestamptz - ${from}::timestamptz) * 86400)::float8 as "busySeconds"
      from frescura.views v
     cross join lateral frescura.service_levels(v.id, ${from}, ${to}) s
     cross join lateral (
       select count(*) as n, coalesce(round(max(extract(epoch from x.ended_at - x.began_at))), 0) as longest
         from frescura.late_spans(v.id, ${from}, ${to}) x) b
     cross join lateral (
       select count(*) filter (where r.status = 'completed') as refreshes, count(*) filter (where r.status = 'failed') as failures,
              sum(r.refresh_duration_ms) / 1000.0 as seconds
         from frescura.refresh_log r where r.view_id = v.id and r.created_at >= ${from}) l
     order by v.id`;
}
