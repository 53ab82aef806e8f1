import { bigint, numeric, primaryKey, text } from "drizzle-orm/pg-core";
import { frescura } from "./frescura";
import { oid, timestamp } from "./types";
import { viewsTable } from "./views";

const viewId = () =>
  bigint("view_id", { mode: "number" })
    .notNull()
    .references(() => viewsTable.id, { onDelete: "cascade" });

/** What was written to the sources of tracked views, per five minutes: summed as their ledgers are pruned. */
export const writeHistoryTable = frescura.table(
  "write_history",
  {
    viewId: viewId(),
    at: timestamp("at").notNull(),
    /** No foreign key: what was written outlives the mapping that noted it. */
    sourceId: bigint("source_id", { mode: "number" }).notNull(),
    currency: text("currency").notNull(),
    rows: bigint("rows", { mode: "number" }).notNull(),
    keys: bigint("keys", { mode: "number" }).notNull(),
    amount: numeric("amount").notNull(),
    highImpact: bigint("high_impact", { mode: "number" }).notNull(),
  },
  (t) => [primaryKey({ name: "write_history_once", columns: [t.viewId, t.at, t.sourceId, t.currency] })],
);

/** How often a view was read, per five minutes. */
export const readHistoryTable = frescura.table(
  "read_history",
  {
    viewId: viewId(),
    at: timestamp("at").notNull(),
    reads: bigint("reads", { mode: "number" }).notNull(),
    otherScans: bigint("other_scans", { mode: "number" }).notNull(),
  },
  (t) => [primaryKey({ name: "read_history_once", columns: [t.viewId, t.at] })],
);

/** Where the counters stood at the last look, from which the next one takes the difference. */
export const readCountersTable = frescura.table("read_counters", {
  viewId: bigint("view_id", { mode: "number" })
    .primaryKey()
    .references(() => viewsTable.id, { onDelete: "cascade" }),
  viewOid: oid("view_oid"),
  scans: bigint("scans", { mode: "number" }).notNull(),
  ownScans: bigint("own_scans", { mode: "number" }).notNull().default(0),
  reads: bigint("reads", { mode: "number" }).notNull(),
});

/** How long refreshes took, per five minutes and mode: summed as the log is pruned. */
export const durationHistoryTable = frescura.table(
  "duration_history",
  {
    viewId: viewId(),
    at: timestamp("at").notNull(),
    mode: text("mode").notNull(),
    refreshes: bigint("refreshes", { mode: "number" }).notNull(),
    durationMsSum: bigint("duration_ms_sum", { mode: "number" }).notNull(),
    durationMsMax: bigint("duration_ms_max", { mode: "number" }).notNull(),
  },
  (t) => [primaryKey({ name: "duration_history_once", columns: [t.viewId, t.at, t.mode] })],
);
