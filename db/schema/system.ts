import { sql } from "drizzle-orm";
import { bigint, boolean, check, index, text } from "drizzle-orm/pg-core";
import { frescura } from "./frescura";
import { jsonb, timestamp } from "./types";

/** Facts about this installation, such as that it is the demo. */
export const settingsTable = frescura.table("settings", {
  key: text("key").primaryKey(),
  value: jsonb("value").notNull(),
  updatedAt: timestamp("updated_at").notNull().default(sql`now()`),
});

/** What one session does at a time; see `frescura.take_lock`. */
export const locksTable = frescura.table("locks", {
  id: bigint("id", { mode: "number" }).primaryKey(),
});

/** Always empty: writers whose event could be recorded nowhere lock it. */
export const lostWritersTable = frescura.table("lost_writers", {
  id: bigint("id", { mode: "number" }).primaryKey(),
});

/** What receipts are signed with: one row. */
export const receiptKeyTable = frescura.table(
  "receipt_key",
  {
    only: boolean("only").primaryKey().default(true),
    key: text("key").notNull(),
  },
  (t) => [check("receipt_key_only", sql`${t.only}`)],
);

/** Who did what that changes something or costs something. */
export const auditLogTable = frescura.table(
  "audit_log",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedByDefaultAsIdentity(),
    actor: text("actor").notNull(),
    action: text("action").notNull(),
    target: text("target"),
    detail: jsonb("detail").$type<Record<string, unknown>>().notNull().default({}),
    createdAt: timestamp("created_at").notNull().default(sql`clock_timestamp()`),
  },
  (t) => [index("audit_log_by_time").on(t.createdAt.desc())],
);
