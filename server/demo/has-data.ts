import { isDemo } from "@/db/queries/settings";
import { db } from "@/server/db";

/** Whether this database holds the demo, and so its accounts. Told without a session: the sign-in page says so. */
export async function hasDemoData(): Promise<boolean> {
  return await isDemo(db().sql);
}
