import { z } from "zod";
import { findSession, noteSessionUse } from "@/db/queries/sessions";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { logger } from "@/server/log";

const claims = z.looseObject({ sid: z.uuid() });

/** The person whom a session's cookie stands for, as of now; null when the session or the account has ended. */
export async function actorOfSession(claimed: unknown): Promise<Actor | null> {
  const parsed = claims.safeParse(claimed);
  if (!parsed.success) return null;
  const id = parsed.data.sid;
  const found = await findSession(db().sql, id);
  if (!found) return null;
  if (found.unnoted) await noteUse(id);
  const { user_id, fresh, external, unnoted: _unnoted, ...person } = found;
  return { kind: "user", id: String(user_id), ...person, session: { id, fresh, external } };
}

/** A database that takes no writes for a while, as a standby does, must not keep readers out. */
async function noteUse(id: string): Promise<void> {
  try {
    await noteSessionUse(db().sql, id);
  } catch (error) {
    logger().warn({ err: error }, "the use of a session could not be noted");
  }
}
