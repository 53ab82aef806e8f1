import { sql } from "drizzle-orm";
import { bigint, check, index, integer, jsonb, pgTable, primaryKey, real, text } from "drizzle-orm/pg-core";
import { moment, pgSnapshot } from "./types";
import { mvViews } from "./views";

/** Reads of a view's data per hour and place they were served from: availability is counted from them. */
export const mvReads = pgTable(
  "mv_reads",
  {
    viewId: bigint("view_id", { mode: "number" })
      .notNull()
      .references(() => mvViews.id, { onDelete: "cascade" }),
    hour: moment("hour").notNull(),
    servedFrom: text("served_from").notNull(),
    reads: bigint("reads", { mode: "number" }).notNull().default(0),
    cacheHits: bigint("cache_hits", { mode: "number" }).notNull().default(0),
  },
  (t) => [
    primaryKey({ name: "mv_reads_once", columns: [t.viewId, t.hour, t.servedFrom] }),
    check("mv_reads_served_from", sql`${t.servedFrom} in ('mv', 'live', 'base', 'failed')`),
  ],
);

/** Comparisons of a view with its definition in one snapshot. */
export const mvAudits = pgTable(
  "mv_audits",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedByDefaultAsIdentity(),
    viewId: bigint("view_id", { mode: "number" })
      .notNull()
      .references(() => mvViews.id, { onDelete: "cascade" }),
    startedAt: moment("started_at").notNull(),
    durationMs: integer("duration_ms").notNull(),
    samplePercent: real("sample_percent").notNull(),
    rowsChecked: bigint("rows_checked", { mode: "number" }).notNull(),
    differingKeys: bigint("differing_keys", { mode: "number" }).notNull(),
    keys: jsonb("keys").notNull().default([]),
    snapshot: pgSnapshot("snapshot").notNull(),
    triggeredBy: text("triggered_by").notNull(),
  },
  (t) => [index("mv_audits_by_view").on(t.viewId, t.startedAt.desc())],
);
