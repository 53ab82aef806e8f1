import type { Db } from "@/db/client";
import { judgeAlerts } from "@/db/queries/alerts";
import { db as sharedDb } from "@/server/db";

/** Opens an alert for what is wrong since the last look and closes what is over. Returns how many changed. */
export function checkAlerts(db: Db = sharedDb()): Promise<number> {
  return judgeAlerts(db.sql);
}
