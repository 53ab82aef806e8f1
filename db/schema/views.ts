import { sql } from "drizzle-orm";
import { bigint, boolean, check, integer, jsonb, numeric, text, unique } from "drizzle-orm/pg-core";
import { frescura } from "./frescura";
import { oid, timestamp } from "./types";

/** The registry: materialized views that Frescura looks after. */
export const viewsTable = frescura.table(
  "views",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedByDefaultAsIdentity(),
    slug: text("slug").notNull().unique("views_slug"),
    title: text("title").notNull(),
    schemaName: text("schema_name").notNull(),
    viewName: text("view_name").notNull(),
    viewOid: oid("view_oid"),
    slaSeconds: integer("sla_seconds").notNull().default(3600),
    staleSeconds: integer("stale_seconds").notNull().default(7200),
    timeZone: text("time_zone").notNull().default("America/Mexico_City"),
    enabled: boolean("enabled").notNull().default(true),
    lockTimeoutMs: integer("lock_timeout_ms").notNull().default(10000),
    runSecondsMax: integer("run_seconds_max").notNull().default(1800),
    onLongTransaction: text("on_long_transaction").notNull().default("wait"),
    eventAttemptsMax: integer("event_attempts_max").notNull().default(5),
    failuresMax: integer("failures_max").notNull().default(5),
    retrySeconds: integer("retry_seconds").notNull().default(30),
    retryAt: timestamp("retry_at"),
    suspendedAt: timestamp("suspended_at"),
    followsUpstream: boolean("follows_upstream").notNull().default(false),
    skipUnchanged: boolean("skip_unchanged").notNull().default(false),
    readPolicy: text("read_policy").notNull().default("serve"),
    pendingAmountMax: numeric("pending_amount_max", { precision: 16, scale: 2, mode: "number" }),
    pendingCurrency: text("pending_currency"),
    definition: text("definition"),
    /** Who sees it: `role:<role>` and `group:<name>`; null: everybody. See frescura.hidden_views. */
    seenBy: text("seen_by").array(),
    createdAt: timestamp("created_at").notNull().default(sql`now()`),
    updatedAt: timestamp("updated_at").notNull().default(sql`now()`),
  },
  (t) => [
    unique("views_name").on(t.schemaName, t.viewName),
    check("views_slug_form", sql`${t.slug} ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(${t.slug}) <= 80`),
    check("views_sla_positive", sql`${t.slaSeconds} > 0`),
    check("views_stale_after_sla", sql`${t.staleSeconds} >= ${t.slaSeconds}`),
    check("views_lock_timeout_positive", sql`${t.lockTimeoutMs} > 0`),
    check("views_run_positive", sql`${t.runSecondsMax} > 0`),
    check("views_attempts_positive", sql`${t.eventAttemptsMax} > 0`),
    check("views_failures_positive", sql`${t.failuresMax} > 0`),
    check("views_retry_positive", sql`${t.retrySeconds} > 0`),
    check("views_read_policy", sql`${t.readPolicy} in ('serve', 'live', 'base', 'fail')`),
    check("views_on_long_transaction", sql`${t.onLongTransaction} in ('wait', 'skip')`),
    check("views_pending_amount", sql`${t.pendingAmountMax} >= 0`),
    check("views_pending_currency", sql`${t.pendingCurrency} ~ '^[A-Z]{3}$'`),
  ],
);

/** Which writes to a source table are high-impact events for a view. */
export const viewSourcesTable = frescura.table(
  "view_sources",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedByDefaultAsIdentity(),
    viewId: bigint("view_id", { mode: "number" })
      .notNull()
      .references(() => viewsTable.id, { onDelete: "cascade" }),
    sourceSchema: text("source_schema").notNull(),
    sourceName: text("source_name").notNull(),
    keyColumn: text("key_column"),
    amountColumn: text("amount_column"),
    threshold: numeric("threshold", { precision: 14, scale: 2 }).default("10000"),
    currency: text("currency"),
    enabled: boolean("enabled").notNull().default(true),
    createdAt: timestamp("created_at").notNull().default(sql`now()`),
    /** Expressions over the row `r`; null where only urgency is watched. */
    keyExpression: text("key_expression"),
    viewKey: text("view_key").array(),
    lookup: text("lookup"),
    amountExpression: text("amount_expression"),
    currencyExpression: text("currency_expression"),
    referenceExpression: text("reference_expression"),
    occurredExpression: text("occurred_expression"),
    /** Which of the mappings of a source this is: `main`, or a name of its own for one that gives keys only. */
    mapping: text("mapping").notNull().default("main"),
    /** What trial writes said when it was tracked. */
    trial: jsonb("trial"),
  },
  (t) => [
    unique("view_sources_once").on(t.viewId, t.sourceSchema, t.sourceName, t.mapping),
    check("view_sources_threshold_positive", sql`${t.threshold} >= 0`),
  ],
);
