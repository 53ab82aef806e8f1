import { sessionsOf } from "@/db/queries/sessions";
import type { Session } from "@/lib/contract/sessions";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { requirePerson } from "@/server/permission";

/** Where a person is signed in, the session used last first. */
export async function listSessions(actor: Actor): Promise<Session[]> {
  requirePerson(actor, "sessions");
  const sessions = await sessionsOf(db().sql, Number(actor.id));
  return sessions.map((session) => ({ ...session, current: session.id === actor.session?.id }));
}
