import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { moment } from "./types";
import { mvViews } from "./views";

/** Conditions that someone should know of, from the edge at which they began to that at which they ended. */
export const mvAlerts = pgTable(
  "mv_alerts",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedByDefaultAsIdentity(),
    viewId: bigint("view_id", { mode: "number" }).references(() => mvViews.id, { onDelete: "cascade" }),
    kind: text("kind").notNull(),
    detail: jsonb("detail").notNull().default({}),
    openedAt: moment("opened_at").notNull().default(sql`clock_timestamp()`),
    closedAt: moment("closed_at"),
    acknowledgedAt: moment("acknowledged_at"),
    acknowledgedBy: text("acknowledged_by"),
  },
  (t) => [
    check(
      "mv_alerts_kind",
      sql`${t.kind} in ('failures', 'slow', 'target_missed', 'events_waiting', 'money_pending', 'budget_burn', 'no_driver', 'suspended', 'drift')`,
    ),
    uniqueIndex("mv_alerts_one_open").on(sql`coalesce(${t.viewId}, 0)`, t.kind).where(sql`closed_at is null`),
    index("mv_alerts_by_time").on(t.openedAt.desc()),
  ],
);

/** Where alerts are sent: a webhook, or an address. */
export const mvChannels = pgTable(
  "mv_channels",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedByDefaultAsIdentity(),
    kind: text("kind").notNull(),
    name: text("name").notNull(),
    target: text("target").notNull(),
    enabled: boolean("enabled").notNull().default(true),
    locale: text("locale").notNull().default("es"),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (t) => [
    check("mv_channels_kind", sql`${t.kind} in ('webhook', 'email')`),
    check("mv_channels_locale", sql`${t.locale} in ('es', 'en')`),
  ],
);

/** The outbox: one row per edge of an alert and channel, kept until it is delivered. */
export const mvNotifications = pgTable(
  "mv_notifications",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    channelId: bigint("channel_id", { mode: "number" })
      .notNull()
      .references(() => mvChannels.id, { onDelete: "cascade" }),
    alertId: bigint("alert_id", { mode: "number" }).references(() => mvAlerts.id, { onDelete: "cascade" }),
    edge: text("edge").notNull(),
    createdAt: moment("created_at").notNull().default(sql`clock_timestamp()`),
    nextAttemptAt: moment("next_attempt_at").notNull().default(sql`clock_timestamp()`),
    attempts: integer("attempts").notNull().default(0),
    lastError: text("last_error"),
    deliveredAt: moment("delivered_at"),
  },
  (t) => [
    check("mv_notifications_edge", sql`${t.edge} in ('opened', 'closed', 'test')`),
    uniqueIndex("mv_notifications_once").on(t.channelId, t.alertId, t.edge).where(sql`edge <> 'test'`),
    index("mv_notifications_waiting").on(t.nextAttemptAt).where(sql`delivered_at is null`),
  ],
);

/** Processes that drive the tiers, by their latest sign of life. */
export const mvDrivers = pgTable("mv_drivers", {
  name: text("name").primaryKey(),
  kind: text("kind").notNull(),
  startedAt: moment("started_at").notNull().default(sql`clock_timestamp()`),
  seenAt: moment("seen_at").notNull().default(sql`clock_timestamp()`),
});
