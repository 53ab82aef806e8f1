import { markDriverSeen } from "@/db/queries/drivers";
import { db } from "@/server/db";

/** Leaves a sign of life of a driver; where the last of them all is ten minutes old, that is an alert. */
export function driverSeen(name: string, kind: "worker" | "vercel" | "http"): Promise<void> {
  return markDriverSeen(db().sql, name, kind);
}
