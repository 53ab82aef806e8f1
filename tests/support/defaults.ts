/** What a DBA may have set for a database or a role, or how a database may have been made. */
export interface Default {
  /** For `create database`. */
  made?: string;
  /** Settings of the database, as `alter database … set` takes them. */
  settings?: string[];
  /** Those of the role in this database. */
  settingsOfRole?: string[];
  /** What stands in the database before we come. */
  before?: string;
}

const set = (...settings: string[]): Default => ({ settings });
const encoded = (encoding: string): Default => ({
  made: `encoding '${encoding}' locale_provider libc locale 'C'`,
});

const EACH = {
  "a search_path that begins elsewhere": {
    before:
      "create schema sales; create table sales.views (id integer); create table sales.bill (id integer)",
    settings: ["search_path = sales, public"],
  },
  "an empty search_path": set("search_path = ''"),
  "a search_path without public": { before: "create schema sales", settings: ["search_path = sales"] },
  "a search_path with pg_catalog last": set("search_path = public, pg_catalog"),
  "a schema named like the role": { before: "create schema authorization current_user" },
  "a schema named like the role, with tables of our names": {
    before: `do $$ begin
      execute format('create schema %I create table views (x integer) create table settings (x integer)', current_user);
    end $$`,
  },
  LATIN1: encoded("LATIN1"),
  WIN1252: encoded("WIN1252"),
  SQL_ASCII: encoded("SQL_ASCII"),
  "moments and spans written otherwise": set(
    "datestyle = 'German, DMY'",
    "intervalstyle = 'iso_8601'",
    "timezone = 'Pacific/Kiritimati'",
  ),
  "other ones, of the role": {
    settingsOfRole: [
      "datestyle = 'SQL, DMY'",
      "intervalstyle = 'sql_standard'",
      "timezone = 'America/St_Johns'",
    ],
  },
  "serializable by default": set("default_transaction_isolation = 'serializable'"),
  "repeatable read and deferrable by default, of the role": {
    settingsOfRole: [
      "default_transaction_isolation = 'repeatable read'",
      "default_transaction_deferrable = on",
    ],
  },
  "values written otherwise": set(
    "extra_float_digits = -15",
    "bytea_output = 'escape'",
    "xmloption = document",
  ),
  "strings with backslashes": set("standard_conforming_strings = off", "backslash_quote = off"),
  "all identifiers quoted": set("quote_all_identifiers = on"),
  "nulls and arrays of other days": set("transform_null_equals = on", "array_nulls = off"),
  "no row security, and functions not checked": set("row_security = off", "check_function_bodies = off"),
  "messages of debugging": set("client_min_messages = debug1"),
  "only errors told, and plans of other kinds": set(
    ...["client_min_messages = error", "plan_cache_mode = force_custom_plan", "synchronous_commit = off"],
    ...["enable_hashagg = off", "enable_hashjoin = off", "max_parallel_workers_per_gather = 0"],
  ),
  "short limits of time": set(
    "idle_session_timeout = '1s'",
    "idle_in_transaction_session_timeout = '2s'",
    "lock_timeout = '20ms'",
  ),
} satisfies Record<string, Default>;

type Name = keyof typeof EACH;

/**
 * Those that touch nothing of each other and are tried together, since an installation for each takes three seconds;
 * the names say which, and `SOAK_DEFAULTS=alone` tries each by itself.
 */
const TOGETHER: readonly (readonly Name[])[] = [
  [
    "a search_path that begins elsewhere",
    "LATIN1",
    "moments and spans written otherwise",
    "serializable by default",
    "strings with backslashes",
  ],
  ["an empty search_path", "WIN1252", "values written otherwise", "all identifiers quoted"],
  [
    "a search_path without public",
    "SQL_ASCII",
    "nulls and arrays of other days",
    "only errors told, and plans of other kinds",
  ],
  [
    "a search_path with pg_catalog last",
    "no row security, and functions not checked",
    "short limits of time",
  ],
  ["a schema named like the role", "other ones, of the role", "messages of debugging"],
  [
    "a schema named like the role, with tables of our names",
    "repeatable read and deferrable by default, of the role",
  ],
];

const NAMES = Object.keys(EACH) as Name[];

function together(names: readonly Name[]): Default {
  const all: readonly Default[] = names.map((name) => EACH[name]);
  return {
    made: all.map(({ made = "" }) => made).join(" "),
    settings: all.flatMap(({ settings = [] }) => settings),
    settingsOfRole: all.flatMap(({ settingsOfRole = [] }) => settingsOfRole),
    before: all.map(({ before = "" }) => before).join("; "),
  };
}

/** What is set, each with the names of what that is; every one of them in at least one. */
export const DEFAULTS: readonly (readonly [name: string, given: Default])[] = [
  ...TOGETHER,
  ...NAMES.filter((name) => !TOGETHER.flat().includes(name)).map((name) => [name]),
]
  .flatMap((names) => (process.env.SOAK_DEFAULTS === "alone" ? names.map((name) => [name]) : [names]))
  .map((names) => [names.join("; "), together(names)]);

/** A database of an encoding that lacks most characters. */
export const LATIN1: Default = EACH.LATIN1;
