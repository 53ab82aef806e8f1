import { bigint, pgSequence, pgTable, text } from "drizzle-orm/pg-core";
import { moment, oid, pgSnapshot } from "./types";
import { mvViews } from "./views";

/** Numbers the rows of every ledger: one sequence, so that it can be moved as one. */
export const mvLedgerSeq = pgSequence("mv_ledger_seq");

/** Counts events that could be recorded nowhere. A sequence outlives the rollback and needs no table. */
export const mvLostSeq = pgSequence("mv_lost_seq");

/** What a tracked view is known to contain: the snapshot its last refresh vouches for. */
export const mvTracking = pgTable("mv_tracking", {
  viewId: bigint("view_id", { mode: "number" })
    .primaryKey()
    .references(() => mvViews.id, { onDelete: "cascade" }),
  keyColumns: text("key_columns").array().notNull(),
  liveView: text("live_view").notNull(),
  vouchedSnapshot: pgSnapshot("vouched_snapshot"),
  vouchedAt: moment("vouched_at"),
  vouchedOid: oid("vouched_oid"),
  /** No foreign key: pruning the log must not touch what a view is known to contain. */
  vouchedRefreshId: bigint("vouched_refresh_id", { mode: "number" }),
  captureDigest: text("capture_digest"),
  lostCount: bigint("lost_count", { mode: "number" }),
  createdAt: moment("created_at").notNull().defaultNow(),
});
