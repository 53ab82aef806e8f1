import { sql } from "drizzle-orm";
import { bigint, boolean, check, index, integer, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { AlertKind, ChannelKind, ChannelLocale, Edge } from "@/lib/contract/alerts";
import { frescura } from "./frescura";
import { jsonb, timestamp } from "./types";
import { viewsTable } from "./views";

/** Conditions that someone should know of, from the edge at which they began to that at which they ended. */
export const alertsTable = frescura.table(
  "alerts",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedByDefaultAsIdentity(),
    viewId: bigint("view_id", { mode: "number" }).references(() => viewsTable.id, { onDelete: "cascade" }),
    kind: text("kind").$type<AlertKind>().notNull(),
    detail: jsonb("detail").$type<Record<string, unknown>>().notNull().default({}),
    openedAt: timestamp("opened_at").notNull().default(sql`clock_timestamp()`),
    closedAt: timestamp("closed_at"),
    acknowledgedAt: timestamp("acknowledged_at"),
    acknowledgedBy: text("acknowledged_by"),
  },
  (t) => [
    // Which kinds there are, the functions frescura.alert_when_<kind>() say.
    check("alerts_kind", sql`${t.kind} ~ '^[a-z][a-z0-9_]*$'`),
    uniqueIndex("alerts_one_open").on(sql`coalesce(${t.viewId}, 0)`, t.kind).where(sql`closed_at is null`),
    index("alerts_by_time").on(t.openedAt.desc()),
  ],
);

/** Conditions that have to last before they are alerts, from the first look that found them. */
export const alertHoldsTable = frescura.table(
  "alert_holds",
  {
    kind: text("kind").notNull(),
    viewId: bigint("view_id", { mode: "number" }).references(() => viewsTable.id, { onDelete: "cascade" }),
    since: timestamp("since").notNull().default(sql`clock_timestamp()`),
  },
  (t) => [uniqueIndex("alert_holds_once").on(sql`coalesce(${t.viewId}, 0)`, t.kind)],
);

/** Where alerts are sent. */
export const channelsTable = frescura.table(
  "channels",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedByDefaultAsIdentity(),
    kind: text("kind").$type<ChannelKind>().notNull(),
    name: text("name").notNull(),
    target: text("target").notNull(),
    enabled: boolean("enabled").notNull().default(true),
    locale: text("locale").$type<ChannelLocale>().notNull().default("es"),
    /** What a webhook is signed with, and what it was until that is ended, as `whsec_<base64>`. */
    secret: text("secret"),
    formerSecret: text("former_secret"),
    createdAt: timestamp("created_at").notNull().default(sql`now()`),
  },
  (t) => [
    // Which there are, lib/alerts/sinks says.
    check("channels_kind", sql`${t.kind} ~ '^[a-z][a-z0-9_]*$'`),
    check("channels_locale", sql`${t.locale} in ('es', 'en')`),
  ],
);

/** The outbox: one row per edge of an alert and channel, kept until it is delivered. */
export const notificationsTable = frescura.table(
  "notifications",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    channelId: bigint("channel_id", { mode: "number" })
      .notNull()
      .references(() => channelsTable.id, { onDelete: "cascade" }),
    alertId: bigint("alert_id", { mode: "number" }).references(() => alertsTable.id, { onDelete: "cascade" }),
    edge: text("edge").$type<Edge>().notNull(),
    createdAt: timestamp("created_at").notNull().default(sql`clock_timestamp()`),
    nextAttemptAt: timestamp("next_attempt_at").notNull().default(sql`clock_timestamp()`),
    attempts: integer("attempts").notNull().default(0),
    lastError: text("last_error"),
    deliveredAt: timestamp("delivered_at"),
  },
  (t) => [
    check("notifications_edge", sql`${t.edge} in ('opened', 'closed', 'test')`),
    uniqueIndex("notifications_once").on(t.channelId, t.alertId, t.edge).where(sql`edge <> 'test'`),
    index("notifications_waiting").on(t.nextAttemptAt).where(sql`delivered_at is null`),
  ],
);

/** Processes that drive the tiers, by their latest sign of life. */
export const driversTable = frescura.table("drivers", {
  name: text("name").primaryKey(),
  kind: text("kind").notNull(),
  startedAt: timestamp("started_at").notNull().default(sql`clock_timestamp()`),
  seenAt: timestamp("seen_at").notNull().default(sql`clock_timestamp()`),
  nextLookAt: timestamp("next_look_at"),
  lookSeconds: integer("look_seconds"),
});
