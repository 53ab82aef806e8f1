import { sql } from "drizzle-orm";
import { bigint, jsonb, text } from "drizzle-orm/pg-core";
import { frescura } from "./frescura";
import { oid, pgSnapshot, timestamp } from "./types";
import { viewsTable } from "./views";

/** Numbers the rows of every ledger: one sequence, so that it can be moved as one. */
export const ledgerSeq = frescura.sequence("ledger_seq");

/** Counts events that could be recorded nowhere. A sequence outlives the rollback and needs no table. */
export const lostSeq = frescura.sequence("lost_seq");

/** What a tracked view is known to contain: the baseline, a snapshot of its last refresh. */
export const trackingTable = frescura.table("tracking", {
  viewId: bigint("view_id", { mode: "number" })
    .primaryKey()
    .references(() => viewsTable.id, { onDelete: "cascade" }),
  keyColumns: text("key_columns").array().notNull(),
  liveView: text("live_view").notNull(),
  /** What is ours is known by its number: a name may be taken by somebody else. */
  liveOid: oid("live_oid"),
  liveGrants: jsonb("live_grants"),
  /** In which ways its sources lead to the key, by which version of its definition. */
  judged: jsonb("judged"),
  baselineSnapshot: pgSnapshot("baseline_snapshot"),
  baselineAt: timestamp("baseline_at"),
  baselineOid: oid("baseline_oid"),
  /** No foreign key: pruning the log must not touch what a view is known to contain. */
  baselineRefreshId: bigint("baseline_refresh_id", { mode: "number" }),
  captureDigest: text("capture_digest"),
  lostCount: bigint("lost_count", { mode: "number" }),
  /** The refresh whose rows are gone from the ledger. */
  prunedRefreshId: bigint("pruned_refresh_id", { mode: "number" }),
  createdAt: timestamp("created_at").notNull().default(sql`now()`),
});
