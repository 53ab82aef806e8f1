import { sql } from "drizzle-orm";
import { bigint, boolean, check, index, pgTable, primaryKey, text, unique } from "drizzle-orm/pg-core";
import { mvRefreshLog } from "./refresh";
import { moment } from "./types";
import { mvViews } from "./views";

/** When a tier runs for a view; without a view, for all of them. */
export const mvSchedules = pgTable(
  "mv_schedules",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedByDefaultAsIdentity(),
    viewId: bigint("view_id", { mode: "number" }).references(() => mvViews.id, { onDelete: "cascade" }),
    tier: text("tier").notNull(),
    cron: text("cron").notNull(),
    timeZone: text("time_zone").notNull().default("America/Mexico_City"),
    enabled: boolean("enabled").notNull().default(true),
    createdAt: moment("created_at").notNull().defaultNow(),
    updatedAt: moment("updated_at").notNull().defaultNow(),
  },
  (t) => [
    unique("mv_schedules_once").on(t.viewId, t.tier).nullsNotDistinct(),
    check("mv_schedules_tier", sql`${t.tier} ~ '^[a-z][a-z-]{0,31}$'`),
  ],
);

/** A slot of a schedule, taken once whoever comes: the key is the claim. */
export const mvScheduleRuns = pgTable(
  "mv_schedule_runs",
  {
    scheduleId: bigint("schedule_id", { mode: "number" })
      .notNull()
      .references(() => mvSchedules.id, { onDelete: "cascade" }),
    dueAt: moment("due_at").notNull(),
    claimedAt: moment("claimed_at").notNull().default(sql`clock_timestamp()`),
    driver: text("driver").notNull(),
    completedAt: moment("completed_at"),
    outcome: text("outcome"),
    refreshId: bigint("refresh_id", { mode: "number" }).references(() => mvRefreshLog.id, {
      onDelete: "set null",
    }),
  },
  (t) => [
    primaryKey({ name: "mv_schedule_runs_once", columns: [t.scheduleId, t.dueAt] }),
    index("mv_schedule_runs_by_time").on(t.claimedAt.desc()),
    index("mv_schedule_runs_by_refresh").on(t.refreshId),
  ],
);

/** Failed runs of pg_cron that the log has taken over, each once: the key is the claim. */
export const mvCronImports = pgTable(
  "mv_cron_imports",
  {
    runId: bigint("run_id", { mode: "number" }).notNull(),
    startedAt: moment("started_at").notNull(),
    importedAt: moment("imported_at").notNull().default(sql`clock_timestamp()`),
  },
  (t) => [primaryKey({ name: "mv_cron_imports_once", columns: [t.runId, t.startedAt] })],
);
