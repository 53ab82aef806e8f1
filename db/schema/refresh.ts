import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  numeric,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { frescura } from "./frescura";
import { jsonb, oid, pgSnapshot, timestamp, xid8 } from "./types";
import { viewsTable } from "./views";

/** Orders requests against refreshes: a clock may step back, a sequence does not. */
export const ticketSeq = frescura.sequence("ticket_seq");

/** One row per attempt to refresh a view. */
export const refreshLogTable = frescura.table(
  "refresh_log",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedByDefaultAsIdentity(),
    viewName: text("view_name").notNull(),
    status: text("status").notNull(),
    triggerType: text("trigger_type").notNull(),
    triggeredBy: text("triggered_by").notNull(),
    rowsAffected: bigint("rows_affected", { mode: "number" }),
    errorMessage: text("error_message"),
    refreshStartedAt: timestamp("refresh_started_at").notNull(),
    refreshCompletedAt: timestamp("refresh_completed_at"),
    refreshDurationMs: bigint("refresh_duration_ms", { mode: "number" }),
    durationMs: bigint("duration_ms", { mode: "number" }).generatedAlwaysAs(sql`refresh_duration_ms`),
    createdAt: timestamp("created_at").notNull().default(sql`clock_timestamp()`),
    viewId: bigint("view_id", { mode: "number" })
      .notNull()
      .references(() => viewsTable.id, { onDelete: "cascade" }),
    viewOid: oid("view_oid"),
    mode: text("mode"),
    modeReason: text("mode_reason"),
    reason: text("reason"),
    reasonDetail: jsonb("reason_detail"),
    modeDetail: jsonb("mode_detail"),
    errorCode: text("error_code"),
    rowsInserted: bigint("rows_inserted", { mode: "number" }),
    rowsDeleted: bigint("rows_deleted", { mode: "number" }),
    eventsCovered: integer("events_covered").notNull().default(0),
    startTicket: bigint("start_ticket", { mode: "number" }),
    snapshot: pgSnapshot("snapshot"),
    /** To its roots: no row of the view is older; `-infinity` where that is not known, null for its own start. */
    dataAsOf: timestamp("data_as_of"),
    /** What it saw of the materialized views below, through any depth. */
    lineage: jsonb("lineage"),
    /** The row of the view in the catalog after it: another one since is somebody else's refresh. */
    viewVersion: text("view_version"),
    definitionDigest: text("definition_digest"),
    /** By which strategy it was to be refreshed; `mode` is how it was. */
    strategy: text("strategy"),
    /** Of a delta: the keys that it recomputed. */
    keys: bigint("keys", { mode: "number" }),
    /** Of a managed table: rows inserted, changed and deleted, and how many of the changed ones by HOT. */
    rowsWritten: bigint("rows_written", { mode: "number" }),
    rowsHot: bigint("rows_hot", { mode: "number" }),
    backendPid: integer("backend_pid"),
    backendStart: timestamp("backend_start"),
    cancelledBy: text("cancelled_by"),
    /** What its session wrote to the WAL for it, where PostgreSQL can tell. */
    walBytes: bigint("wal_bytes", { mode: "number" }),
  },
  (t) => [
    check("refresh_log_status", sql`${t.status} in ('running', 'completed', 'failed', 'skipped')`),
    check("refresh_log_trigger_type", sql`${t.triggerType} ~ '^[a-z][a-z_]{0,31}$'`),
    check("refresh_log_mode", sql`${t.mode} ~ '^[a-z][a-z0-9_]*$'`),
    check("refresh_log_ended", sql`(${t.status} = 'running') = (${t.refreshCompletedAt} is null)`),
    uniqueIndex("refresh_log_one_running").on(t.viewId).where(sql`status = 'running'`),
    // Ascending, to be read backwards: drizzle's desc() is NULLS LAST, which serves no "order by ... desc".
    index("refresh_log_baselines")
      .on(t.viewId, t.refreshStartedAt)
      .where(sql`status = 'completed' or reason = 'nothing_pending'`),
    index("refresh_log_shown")
      .on(t.viewId, t.refreshCompletedAt)
      .where(sql`status = 'completed' or reason = 'nothing_pending'`),
    index("refresh_log_by_view_time").on(t.viewId, t.createdAt),
    index("refresh_log_by_created").on(t.createdAt),
    index("refresh_log_shared").on(t.viewId, t.startTicket),
  ],
);

/** High-impact events: writes that should reach the view sooner than the clock would bring them. */
export const refreshTriggersTable = frescura.table(
  "refresh_triggers",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedByDefaultAsIdentity(),
    viewId: bigint("view_id", { mode: "number" })
      .notNull()
      .references(() => viewsTable.id, { onDelete: "cascade" }),
    sourceTable: text("source_table"),
    sourceKey: text("source_key"),
    operation: text("operation").notNull().default("insert"),
    amount: numeric("amount", { precision: 14, scale: 2 }),
    currency: text("currency"),
    priority: text("priority").notNull().default("critical"),
    refreshRequested: boolean("refresh_requested").notNull().default(true),
    createdAt: timestamp("created_at").notNull().default(sql`clock_timestamp()`),
    xid: xid8("xid").notNull().default(sql`pg_current_xact_id()`),
    processedAt: timestamp("processed_at"),
    refreshId: bigint("refresh_id", { mode: "number" }).references(() => refreshLogTable.id, {
      onDelete: "set null",
    }),
    attempts: integer("attempts").notNull().default(0),
    lastError: text("last_error"),
    deadLetterAt: timestamp("dead_letter_at"),
  },
  (t) => [
    check("refresh_triggers_priority", sql`${t.priority} in ('critical', 'normal')`),
    check(
      "refresh_triggers_operation",
      sql`${t.operation} in ('insert', 'update', 'delete', 'truncate', 'request')`,
    ),
    index("refresh_triggers_waiting").on(t.viewId, t.id).where(sql`processed_at is null`),
    index("refresh_triggers_by_refresh").on(t.refreshId),
  ],
);

/** Events that could not be recorded: the writer's own transaction went through. */
export const captureFailuresTable = frescura.table(
  "capture_failures",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedByDefaultAsIdentity(),
    sourceTable: text("source_table").notNull(),
    operation: text("operation").notNull(),
    errorCode: text("error_code").notNull(),
    errorMessage: text("error_message").notNull(),
    createdAt: timestamp("created_at").notNull().default(sql`clock_timestamp()`),
    xid: xid8("xid").notNull().default(sql`pg_current_xact_id()`),
  },
  (t) => [index("capture_failures_by_time").on(t.createdAt.desc())],
);

/** What is kept of pruned attempts: sums per view and hour. */
export const refreshHourlyTable = frescura.table(
  "refresh_hourly",
  {
    viewId: bigint("view_id", { mode: "number" })
      .notNull()
      .references(() => viewsTable.id, { onDelete: "cascade" }),
    hour: timestamp("hour").notNull(),
    successful: bigint("successful", { mode: "number" }).notNull(),
    failed: bigint("failed", { mode: "number" }).notNull(),
    skipped: bigint("skipped", { mode: "number" }).notNull(),
    durationMsSum: bigint("duration_ms_sum", { mode: "number" }).notNull(),
    durationMsMax: bigint("duration_ms_max", { mode: "number" }),
  },
  (t) => [primaryKey({ name: "refresh_hourly_once", columns: [t.viewId, t.hour] })],
);

/** What is kept of the service levels of hours whose attempts were pruned. */
export const slaHourlyTable = frescura.table(
  "sla_hourly",
  {
    viewId: bigint("view_id", { mode: "number" })
      .notNull()
      .references(() => viewsTable.id, { onDelete: "cascade" }),
    hour: timestamp("hour").notNull(),
    observedSeconds: numeric("observed_seconds").notNull(),
    missedSeconds: numeric("missed_seconds").notNull(),
    events: bigint("events", { mode: "number" }).notNull(),
    eventsMissed: bigint("events_missed", { mode: "number" }).notNull(),
    onDemand: bigint("on_demand", { mode: "number" }).notNull(),
    onDemandMissed: bigint("on_demand_missed", { mode: "number" }).notNull(),
  },
  (t) => [primaryKey({ name: "sla_hourly_once", columns: [t.viewId, t.hour] })],
);

/** How much money was missing from a view with a limit on it, sampled by whoever judges the alerts, per hour. */
export const moneyHourlyTable = frescura.table(
  "money_hourly",
  {
    viewId: bigint("view_id", { mode: "number" })
      .notNull()
      .references(() => viewsTable.id, { onDelete: "cascade" }),
    hour: timestamp("hour").notNull(),
    sampledAt: timestamp("sampled_at").notNull(),
    observedSeconds: numeric("observed_seconds").notNull().default("0"),
    missedSeconds: numeric("missed_seconds").notNull().default("0"),
    amountMax: numeric("amount_max").notNull(),
    over: boolean("over").notNull(),
  },
  (t) => [primaryKey({ name: "money_hourly_once", columns: [t.viewId, t.hour] })],
);
