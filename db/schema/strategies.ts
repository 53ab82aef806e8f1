import { sql } from "drizzle-orm";
import { bigint, check, integer, jsonb, text } from "drizzle-orm/pg-core";
import { frescura } from "./frescura";
import { timestamp } from "./types";
import { viewsTable } from "./views";

/** By which strategy a view is refreshed, where somebody chose one: without a row it is `full`. */
export const viewStrategiesTable = frescura.table(
  "view_strategies",
  {
    viewId: bigint("view_id", { mode: "number" })
      .primaryKey()
      .references(() => viewsTable.id, { onDelete: "cascade" }),
    strategy: text("strategy").notNull(),
    options: jsonb("options").notNull().default({}),
    /** As it was when this was chosen: a managed table has no definition of its own. */
    definition: text("definition").notNull(),
    /** How the materialized view was stored, to be so again. */
    storage: jsonb("storage").notNull().default({}),
    /** Why the next refresh has to compare all of it; null where nothing asks for that. */
    rebuild: text("rebuild"),
    /** How many of its deltas were verified without a difference. */
    proven: integer("proven").notNull().default(0),
    setBy: text("set_by").notNull(),
    setAt: timestamp("set_at").notNull().default(sql`clock_timestamp()`),
  },
  (t) => [check("view_strategies_strategy", sql`${t.strategy} in ('full', 'delta')`)],
);
