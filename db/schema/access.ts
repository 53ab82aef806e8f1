import { sql } from "drizzle-orm";
import { bigint, check, index, integer, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { Role, Scope } from "@/lib/roles";
import type { SessionEnd } from "@/lib/session-ends";
import { frescura } from "./frescura";
import { jsonb, timestamp } from "./types";

const ROLES = sql.raw(`('admin', 'cfo', 'ceo', 'ops')`);
const SCOPES = sql.raw(`array['read', 'refresh', 'admin']`);
const SESSION_ENDS = sql.raw(`('signed_out', 'ended', 'closed', 'password', 'role')`);

/** People who may sign in. */
export const usersTable = frescura.table(
  "users",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedByDefaultAsIdentity(),
    email: text("email").notNull(),
    name: text("name").notNull(),
    role: text("role").$type<Role>().notNull(),
    passwordHash: text("password_hash").notNull(),
    subject: text("subject").unique("users_subject"),
    groups: text("groups").array().notNull().default(sql`'{}'`),
    createdAt: timestamp("created_at").notNull().default(sql`now()`),
    disabledAt: timestamp("disabled_at"),
  },
  (t) => [
    uniqueIndex("users_email").on(sql`lower(${t.email})`),
    check("users_role", sql`${t.role} in ${ROLES}`),
  ],
);

/** What people are signed in with: a row for each, by whose id alone a cookie opens anything. */
export const sessionsTable = frescura.table(
  "sessions",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    userId: bigint("user_id", { mode: "number" })
      .notNull()
      .references(() => usersTable.id, { onDelete: "cascade" }),
    address: text("address"),
    agent: text("agent"),
    createdAt: timestamp("created_at").notNull().default(sql`clock_timestamp()`),
    seenAt: timestamp("seen_at").notNull().default(sql`clock_timestamp()`),
    authenticatedAt: timestamp("authenticated_at").notNull().default(sql`clock_timestamp()`),
    endedAt: timestamp("ended_at"),
    endReason: text("end_reason").$type<SessionEnd>(),
  },
  (t) => [
    index("sessions_of_user").on(t.userId).where(sql`${t.endedAt} is null`),
    check("sessions_end_reason", sql`${t.endReason} in ${SESSION_ENDS}`),
    check("sessions_end_has_reason", sql`(${t.endedAt} is null) = (${t.endReason} is null)`),
  ],
);

/** Bearer tokens of the API; only their SHA-256 is kept. */
export const tokensTable = frescura.table(
  "tokens",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedByDefaultAsIdentity(),
    name: text("name").notNull(),
    role: text("role").$type<Role>().notNull(),
    scopes: text("scopes").array().$type<Scope[]>().notNull(),
    /** Ids of the views that it is limited to; null: all that its role sees. */
    views: bigint("views", { mode: "number" }).array(),
    prefix: text("prefix").notNull(),
    tokenHash: text("token_hash").notNull().unique("tokens_hash"),
    userId: bigint("user_id", { mode: "number" }).references(() => usersTable.id, { onDelete: "cascade" }),
    createdBy: text("created_by").notNull(),
    createdAt: timestamp("created_at").notNull().default(sql`now()`),
    expiresAt: timestamp("expires_at").notNull(),
    lastUsedAt: timestamp("last_used_at"),
    revokedAt: timestamp("revoked_at"),
  },
  (t) => [
    uniqueIndex("tokens_name").on(sql`lower(${t.name})`).where(sql`${t.revokedAt} is null`),
    index("tokens_of_user").on(t.userId),
    check("tokens_role", sql`${t.role} in ${ROLES}`),
    check("tokens_scopes", sql`${t.scopes} <@ ${SCOPES} and cardinality(${t.scopes}) > 0`),
    // An admin's work is not of some views only.
    check("tokens_views", sql`${t.views} is null or not ${t.scopes} @> array['admin']`),
  ],
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

/** Answers to requests that carried an `Idempotency-Key`, so that one that comes again is answered alike. */
export const idempotencyKeysTable = frescura.table(
  "idempotency_keys",
  {
    caller: text("caller").notNull(),
    key: text("key").notNull(),
    fingerprint: text("fingerprint").notNull(),
    claimedAt: timestamp("claimed_at").notNull().default(sql`clock_timestamp()`),
    status: integer("status"),
    headers: jsonb("headers").$type<Record<string, string>>(),
    body: text("body"),
  },
  (t) => [primaryKey({ name: "idempotency_keys_once", columns: [t.caller, t.key] })],
);
