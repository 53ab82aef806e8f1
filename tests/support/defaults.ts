/** What a DBA may have set for a database or a role, or how a database may have been made. */
export interface Default {
  /** For `create database`. */
  made?: string;
  /** Settings of the database, as `alter database … set` takes them. */
  settings?: string[];
  /** Whether they are those of the role in this database. */
  ofRole?: boolean;
  /** What stands in the database before we come. */
  before?: string;
}

const set = (...settings: string[]): Default => ({ settings });
const encoded = (encoding: string): Default => ({
  made: `encoding '${encoding}' locale_provider libc locale 'C'`,
});

export const DEFAULTS: Readonly<Record<string, Default>> = {
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
    settings: ["datestyle = 'SQL, DMY'", "intervalstyle = 'sql_standard'", "timezone = 'America/St_Johns'"],
    ofRole: true,
  },
  "serializable by default": set("default_transaction_isolation = 'serializable'"),
  "repeatable read and deferrable by default, of the role": {
    settings: ["default_transaction_isolation = 'repeatable read'", "default_transaction_deferrable = on"],
    ofRole: true,
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
};
