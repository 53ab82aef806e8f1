import { sql } from "drizzle-orm";
import { bigint, check, index, integer, smallint, time } from "drizzle-orm/pg-core";
import { frescura } from "./frescura";
import { timestamp } from "./types";
import { viewsTable } from "./views";

/** How old a view's data may be in a window of the week or month; a window of length zero is a deadline. */
export const targetsTable = frescura.table(
  "targets",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedByDefaultAsIdentity(),
    viewId: bigint("view_id", { mode: "number" })
      .notNull()
      .references(() => viewsTable.id, { onDelete: "cascade" }),
    seconds: integer("seconds").notNull(),
    weekdays: smallint("weekdays").array(),
    monthdays: smallint("monthdays").array(),
    opens: time("opens", { precision: 0 }).notNull(),
    closes: time("closes", { precision: 0 }).notNull(),
    createdAt: timestamp("created_at").notNull().default(sql`now()`),
  },
  (t) => [
    index("targets_by_view").on(t.viewId),
    check("targets_seconds_positive", sql`${t.seconds} > 0`),
    check(
      "targets_weekdays",
      sql`${t.weekdays} <> '{}' and 1 <= all (${t.weekdays}) and 7 >= all (${t.weekdays})`,
    ),
    check(
      "targets_monthdays",
      sql`${t.monthdays} <> '{}' and 1 <= all (${t.monthdays}) and 31 >= all (${t.monthdays})`,
    ),
    check(
      "targets_whole_minutes",
      sql`extract(second from ${t.opens}) = 0 and extract(second from ${t.closes}) = 0 and ${t.opens} < '24:00'`,
    ),
  ],
);
