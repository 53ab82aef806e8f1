import { sql } from "drizzle-orm";
import { bigint, check, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { Role } from "@/lib/roles";
import { frescura } from "./frescura";
import { timestamp } from "./types";

const ROLES = sql.raw(`('admin', 'cfo', 'ceo', 'ops')`);

/** People who may sign in. */
export const usersTable = frescura.table(
  "users",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedByDefaultAsIdentity(),
    email: text("email").notNull(),
    name: text("name").notNull(),
    role: text("role").$type<Role>().notNull(),
    passwordHash: text("password_hash").notNull(),
    createdAt: timestamp("created_at").notNull().default(sql`now()`),
    disabledAt: timestamp("disabled_at"),
  },
  (t) => [
    uniqueIndex("users_email").on(sql`lower(${t.email})`),
    check("users_role", sql`${t.role} in ${ROLES}`),
  ],
);

/** Bearer tokens of the API; only their SHA-256 is kept. */
export const tokensTable = frescura.table(
  "tokens",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedByDefaultAsIdentity(),
    name: text("name").notNull(),
    role: text("role").$type<Role>().notNull(),
    prefix: text("prefix").notNull(),
    tokenHash: text("token_hash").notNull().unique("tokens_hash"),
    createdBy: text("created_by").notNull(),
    createdAt: timestamp("created_at").notNull().default(sql`now()`),
    lastUsedAt: timestamp("last_used_at"),
    revokedAt: timestamp("revoked_at"),
  },
  (t) => [check("tokens_role", sql`${t.role} in ${ROLES}`)],
);

/** When each caller last used a limited thing: one row per caller, so that one upsert decides. */
export const rateLimitsTable = frescura.table(
  "rate_limits",
  {
    bucket: text("bucket").notNull(),
    caller: text("caller").notNull(),
    hits: timestamp("hits").array().notNull(),
  },
  (t) => [primaryKey({ name: "rate_limits_once", columns: [t.bucket, t.caller] })],
);
