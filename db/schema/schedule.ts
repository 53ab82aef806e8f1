import { sql } from "drizzle-orm";
import { bigint, boolean, check, index, primaryKey, text, unique } from "drizzle-orm/pg-core";
import { frescura } from "./frescura";
import { refreshLogTable } from "./refresh";
import { timestamp } from "./types";
import { viewsTable } from "./views";

/** When a tier runs for a view; without a view, for all of them. */
export const schedulesTable = frescura.table(
  "schedules",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedByDefaultAsIdentity(),
    viewId: bigint("view_id", { mode: "number" }).references(() => viewsTable.id, { onDelete: "cascade" }),
    tier: text("tier").notNull(),
    cron: text("cron").notNull(),
    timeZone: text("time_zone").notNull().default("America/Mexico_City"),
    enabled: boolean("enabled").notNull().default(true),
    createdAt: timestamp("created_at").notNull().default(sql`now()`),
    updatedAt: timestamp("updated_at").notNull().default(sql`now()`),
  },
  (t) => [
    unique("schedules_once").on(t.viewId, t.tier).nullsNotDistinct(),
    check("schedules_tier", sql`${t.tier} ~ '^[a-z][a-z-]{0,31}$'`),
  ],
);

/** A slot of a schedule, taken once whoever comes: the key is the claim. */
export const scheduleRunsTable = frescura.table(
  "schedule_runs",
  {
    scheduleId: bigint("schedule_id", { mode: "number" })
      .notNull()
      .references(() => schedulesTable.id, { onDelete: "cascade" }),
    dueAt: timestamp("due_at").notNull(),
    claimedAt: timestamp("claimed_at").notNull().default(sql`clock_timestamp()`),
    driver: text("driver").notNull(),
    completedAt: timestamp("completed_at"),
    outcome: text("outcome"),
    refreshId: bigint("refresh_id", { mode: "number" }).references(() => refreshLogTable.id, {
      onDelete: "set null",
    }),
  },
  (t) => [
    primaryKey({ name: "schedule_runs_once", columns: [t.scheduleId, t.dueAt] }),
    index("schedule_runs_by_time").on(t.claimedAt.desc()),
    index("schedule_runs_by_refresh").on(t.refreshId),
  ],
);

/** Failed runs of pg_cron that the log has taken over, each once: the key is the claim. */
export const cronImportsTable = frescura.table(
  "cron_imports",
  {
    runId: bigint("run_id", { mode: "number" }).notNull(),
    startedAt: timestamp("started_at").notNull(),
    importedAt: timestamp("imported_at").notNull().default(sql`clock_timestamp()`),
  },
  (t) => [primaryKey({ name: "cron_imports_once", columns: [t.runId, t.startedAt] })],
);

/** When the steps of upkeep that have their hours were last done, and what fails. */
export const upkeepRunsTable = frescura.table("upkeep_runs", {
  step: text("step").primaryKey(),
  ranAt: timestamp("ran_at"),
  driver: text("driver").notNull(),
  problem: text("problem"),
});
