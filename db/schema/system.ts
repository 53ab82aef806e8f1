import { sql } from "drizzle-orm";
import { bigint, index, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { moment } from "./types";

/** Facts about this installation, such as that it is the demo. */
export const mvSettings = pgTable("mv_settings", {
  key: text("key").primaryKey(),
  value: jsonb("value").notNull(),
  updatedAt: moment("updated_at").notNull().defaultNow(),
});

/** Who did what that changes something or costs something. */
export const mvAuditLog = pgTable(
  "mv_audit_log",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedByDefaultAsIdentity(),
    actor: text("actor").notNull(),
    action: text("action").notNull(),
    target: text("target"),
    detail: jsonb("detail").notNull().default({}),
    createdAt: moment("created_at").notNull().default(sql`clock_timestamp()`),
  },
  (t) => [index("mv_audit_log_by_time").on(t.createdAt.desc())],
);
