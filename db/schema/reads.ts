import { sql } from "drizzle-orm";
import { bigint, check, index, integer, primaryKey, real, text } from "drizzle-orm/pg-core";
import { frescura } from "./frescura";
import { jsonb, pgSnapshot, timestamp } from "./types";
import { viewsTable } from "./views";

/** Reads of a view's data per hour and place they were served from: availability is counted from them. */
export const readsTable = frescura.table(
  "reads",
  {
    viewId: bigint("view_id", { mode: "number" })
      .notNull()
      .references(() => viewsTable.id, { onDelete: "cascade" }),
    hour: timestamp("hour").notNull(),
    servedFrom: text("served_from").notNull(),
    reads: bigint("reads", { mode: "number" }).notNull().default(0),
    cacheHits: bigint("cache_hits", { mode: "number" }).notNull().default(0),
  },
  (t) => [
    primaryKey({ name: "reads_once", columns: [t.viewId, t.hour, t.servedFrom] }),
    check("reads_served_from", sql`${t.servedFrom} in ('mv', 'live', 'base', 'failed')`),
  ],
);

/** Comparisons of a view with its definition in one snapshot. */
export const verificationsTable = frescura.table(
  "verifications",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedByDefaultAsIdentity(),
    viewId: bigint("view_id", { mode: "number" })
      .notNull()
      .references(() => viewsTable.id, { onDelete: "cascade" }),
    startedAt: timestamp("started_at").notNull(),
    durationMs: integer("duration_ms").notNull(),
    samplePercent: real("sample_percent").notNull(),
    rowsChecked: bigint("rows_checked", { mode: "number" }).notNull(),
    differingKeys: bigint("differing_keys", { mode: "number" }).notNull(),
    keys: jsonb("keys").notNull().default([]),
    snapshot: pgSnapshot("snapshot").notNull(),
    triggeredBy: text("triggered_by").notNull(),
  },
  (t) => [index("verifications_by_view").on(t.viewId, t.startedAt.desc())],
);
