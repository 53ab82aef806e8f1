import type { Sql } from "@/db/client";

/** Where a thing of ours stands in a layout, by its name without prefix and schema, such as `refresh_log`. */
export type Naming = (noun: string) => string;

/** Everything in `public` under a prefix, as it was before schema `frescura`. */
export const oldNames: Naming = (noun) => `public.${PREFIX}${noun}`;

/** Everything in a schema of its own, some of it by another word. */
export const newNames: Naming = (noun) => `frescura.${REWORDED[noun] ?? noun}`;

const REWORDED: Readonly<Record<string, string>> = { audits: "verifications", health_check: "health" };

const PREFIX = "mv_";

/** Every table of ours with what is in it, but for the ledgers, of which each tracked view has one. */
export const TABLES = [
  "alerts",
  "audit_log",
  "audits",
  "capture_failures",
  "channels",
  "cron_imports",
  "drivers",
  "money_hourly",
  "notifications",
  "rate_limits",
  "reads",
  "refresh_hourly",
  "refresh_log",
  "refresh_triggers",
  "schedule_runs",
  "schedules",
  "settings",
  "sla_hourly",
  "tokens",
  "tracking",
  "users",
  "view_sources",
  "views",
] as const;

/** Columns that tell of the layout itself: a fingerprint, a definition without schemas, what the first one did not have. */
const OF_THE_LAYOUT = [
  ...["capture_digest", "definition", "pruned_refresh_id", "live_oid", "live_grants"],
  ...["judged", "mapping", "trial", "next_look_at"],
];

/** What was a sentence, by its code. */
const PLAIN = {
  no_unique_index:
    "The view has no unique index over plain columns without WHERE, which a concurrent refresh needs. Readers wait while it is refreshed.",
  unpopulated: "The view has never been populated, and a first refresh cannot be concurrent.",
};

/** Columns that a table did not have in the first layout. */
const ADDED: Readonly<Record<string, string>> = {
  refresh_triggers: "currency",
  refresh_log:
    "data_as_of,lineage,view_version,definition_digest,wal_bytes,strategy,keys,rows_written,rows_hot",
  tokens: "scopes,user_id,expires_at,views",
  channels: "secret,former_secret",
  views: "seen_by",
  users: "subject,groups",
  drivers: "look_seconds",
};
/** What came with the verdict, and the sentence that goes by it. */
const JUDGED_HEALTH = ["verdict", "verdict_rank", "reasons", "data_as_of", "late_at", "recommendation"];
/** Views that read others: how old they are to the roots was not kept, and is unknown until their next refresh. */
const CHAINED = ["margen", "resumen"];
/** Rows that are new: what is set or scheduled since. */
const ADDED_ROWS: Readonly<Record<string, string>> = {
  settings: "key in ('currency', 'targets_scheduled')",
  schedules: "tier = 'targets'",
};

/** Words of a row that the upgrade changes, new and old. */
const WORDS = [
  [/"baseline_(snapshot|at|oid|refresh_id)"/g, '"vouched_$1"'],
  [/"key":"system_id"/g, '"key":"home"'],
  [/_reason":"no_unique_index"/g, `_reason":"${PLAIN.no_unique_index}"`],
  [/_reason":"unpopulated"/g, `_reason":"${PLAIN.unpopulated}"`],
  [/"dead_letter/g, '"set_aside'],
  [/"no_baseline"/g, '"not_vouched"'],
  [/"tier":"verification"/g, '"tier":"audit"'],
  [/"key":"verification_/g, '"key":"audit_'],
  [/in frescura\.refresh_log\./g, "in mv_refresh_log."],
] as const;

type Row = Record<string, unknown>;

/** What an installation is and says: the same before an upgrade and after it. */
export interface Facts {
  /** Rows of each table, and of each ledger as `ledger_<id of the view>`. */
  rows: Record<string, Row[]>;
  /** What each view lacks, by slug. */
  pending: Record<string, Row[]>;
  /** Each live view of a view that can be read: its rows, a digest of them, and how many differ from the definition, both ways. */
  live: Record<string, { rows: number; digest: string; differing: number }>;
  /** The health check, but for what grows older by itself. */
  health: Row[];
  /** Views for which events wait. */
  waiting: Row[];
  /** Where transactions stand on their way into a view. */
  traces: Row[];
  /** What the doctor finds, by slug and check. */
  doctor: Row[];
  /** What the customer built, on public names of ours and with names that look like ours. */
  customer: Row;
}

/** Asks an installation made by `loadOldLayout` for its facts, of whichever layout it is by now. */
export async function factsOf(sql: Sql, names: Naming): Promise<Facts> {
  return {
    rows: await rowsOf(sql, names),
    pending: await pendingOf(sql, names),
    live: await liveOf(sql, names),
    health: reworded(
      (await all(sql, `select * from ${names("health_check")}()`))
        .filter(({ slug }) => !CHAINED.includes(String(slug)))
        .map(withoutAges),
    ),
    waiting: await all(sql, `select slug, events, oldest_at from ${names("waiting_views")}()`),
    traces: await tracesOf(sql, names),
    doctor: reworded(
      await all(sql, `select slug, check_name, severity from ${names("doctor")}() order by 1, 2, 3`),
    ),
    customer: await customersOwn(sql),
  };
}

/** What the role that `loadOldLayout` was given may see: as many rows of each as their owner. */
export async function readerSees(sql: Sql, reader: string): Promise<Row> {
  return sql.begin(async (tx) => {
    await tx`set local role ${tx(reader)}`;
    const [row] = await tx<Row[]>`
      select (select count(*)::integer from universal_transactions_live) as transactions,
             (select count(*)::integer from pedidos_live) as orders,
             (select count(*)::integer from "Casa Matriz"."Ventas por Día_live") as days,
             (select count(*)::integer from bitacora) as attempts,
             array(select vistas_atrasadas()) as late`;
    return withoutChained(row!);
  }) as Promise<Row>;
}

/** How many rows each table has: what a person looks at first where rows differ. */
export function countsOf(facts: Facts): Record<string, number> {
  return Object.fromEntries(Object.entries(facts.rows).map(([table, rows]) => [table, rows.length]));
}

async function rowsOf(sql: Sql, names: Naming): Promise<Facts["rows"]> {
  const ledgers = await all(
    sql,
    `select 'ledger_' || view_id as noun from ${names("tracking")} order by view_id`,
  );
  const nouns = [...TABLES, ...ledgers.map(({ noun }) => String(noun))];
  const rows: Facts["rows"] = {};
  for (const noun of nouns) {
    const found = await all(
      sql,
      `select to_jsonb(t) - '{${OF_THE_LAYOUT},${ADDED[noun] ?? "-"}}'::text[] as row from ${names(noun)} t
        where not (${ADDED_ROWS[noun] ?? "false"}) order by to_jsonb(t)::text`,
    );
    rows[noun] = reworded(found.map(({ row }) => row as Row)).sort((a, b) => compare(sorted(a), sorted(b)));
  }
  return rows;
}

async function pendingOf(sql: Sql, names: Naming): Promise<Facts["pending"]> {
  const rows = await all(
    sql,
    `select v.slug, p.* from ${names("views")} v cross join lateral ${names("pending")}(v.slug) p order by v.id, p.class, p.currency`,
  );
  return Object.fromEntries(
    [...new Set(rows.map(({ slug }) => String(slug)))]
      .filter((slug) => !CHAINED.includes(slug))
      .map((slug) => [
        slug,
        reworded(
          rows
            .filter((row) => row.slug === slug)
            // Why it cannot be asked is told beside the reason since.
            .map(({ slug: _, error_code: _code, error_message: _message, ...rest }) => rest),
        ),
      ]),
  );
}

async function liveOf(sql: Sql, names: Naming): Promise<Facts["live"]> {
  const views = await all(
    sql,
    `select v.slug, t.live_view, rtrim(pg_get_viewdef(at.view_oid), '; ') as definition
       from ${names("tracking")} t join ${names("views")} v on v.id = t.view_id
       cross join lateral ${names("locate")}(v.id) at where at.populated order by v.id`,
  );
  const live: Facts["live"] = {};
  for (const { slug, live_view, definition } of views) {
    const [row] = await all(
      sql,
      `with live as materialized (table ${live_view}), definition as materialized (${definition})
       select (select count(*) from live)::integer as rows,
              (select md5(coalesce(string_agg(l::text, ';' order by l::text collate "C"), '')) from live l) as digest,
              (select count(*) from ((table live except all table definition)
                                     union all (table definition except all table live)) x)::integer as differing`,
    );
    live[String(slug)] = row as unknown as Facts["live"][string];
  }
  return live;
}

function tracesOf(sql: Sql, names: Naming): Promise<Row[]> {
  return all(
    sql,
    `select a.reference as asked, t.source_table, t.source_key, t.amount, t.currency, t.event_id, t.refresh_id, t.visible, t.waits_for
       from (values ('universal-transactions', 'POS-7'), ('universal-transactions', 'POS-GRANDE'), ('universal-transactions', 'POS-NUEVA'),
                    ('universal-transactions', 'CON-1'), ('pedidos', 'PED-3'), ('pedidos', 'PED-NUEVO')) a (slug, reference)
       cross join lateral ${names("trace")}(a.slug, a.reference) t
      order by a.reference, t.source_table, t.source_key`,
  );
}

async function customersOwn(sql: Sql): Promise<Row> {
  const [row] = await all(
    sql,
    `select (select jsonb_agg(to_jsonb(b) order by b.id) from bitacora b) as bitacora, array(select vistas_atrasadas()) as late,
            (select nota from ${PREFIX}notas) as note, ${PREFIX}redondea(1234)::integer as rounded,
            (select count(*) from ${PREFIX}clientes)::integer as customers`,
  );
  return withoutChained(row!);
}

function withoutChained(row: Row): Row {
  return { ...row, late: (row.late as string[]).filter((slug) => !CHAINED.includes(slug)) };
}

function withoutAges({ age_minutes: _minutes, age_seconds: _seconds, ...rest }: Row): Row {
  return Object.fromEntries(Object.entries(rest).filter(([name]) => !JUDGED_HEALTH.includes(name)));
}

const sorted = (row: Row) => JSON.stringify(Object.entries(row).sort(([a], [b]) => compare(a, b)));
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** A reason as one text, as it was before it had a detail. */
function withoutDetails({ reason_detail: detail, mode_detail: _detail, ...row }: Row): Row {
  const view = (detail as Row | null | undefined)?.view;
  return view ? { ...row, reason: `${row.reason}:${view}` } : row;
}

/** Rows in the words of the old layout. */
function reworded(rows: readonly Row[]): Row[] {
  const texts = rows
    .map(withoutDetails)
    .map((row) => WORDS.reduce((text, [now, then]) => text.replace(now, then), JSON.stringify(row)));
  return texts.map((text) => JSON.parse(text));
}

async function all(sql: Sql, query: string): Promise<Row[]> {
  return [...(await sql.unsafe<Row[]>(query))];
}
