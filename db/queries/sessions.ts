import { and, desc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Executor, Transaction } from "@/db/client";
import { orm } from "@/db/orm";
import { type HiddenView, hiddenFromUser } from "@/db/queries/sight";
import { value } from "@/db/rows";
import { sessionsTable, usersTable } from "@/db/schema/access";
import type { Session } from "@/lib/contract/sessions";
import type { Role } from "@/lib/roles";
import type { SessionEnd } from "@/lib/session-ends";

const { id, userId, address, agent, authenticatedAt, endedAt } = sessionsTable;
const { createdAt: created_at, seenAt: seen_at } = sessionsTable;

const LIVES = sql`frescura.session_lives(${created_at}, ${seen_at}, ${endedAt})`;

/** The account that a session stands for, as of now. */
export interface SessionAccount {
  user_id: number;
  email: string;
  name: string;
  role: Role;
  /** Whether the person showed who he is so lately that he need not again. */
  fresh: boolean;
  /** Whether it is an OpenID provider's to say who he is. */
  external: boolean;
  /** Whether its use is worth a note: one a minute, not a write per request. */
  unnoted: boolean;
  /** Views that it may not see. */
  hidden: HiddenView[];
}

/** The account of a session that lives; one statement, since every request of a page asks it. */
export async function findSession(executor: Executor, wanted: string): Promise<SessionAccount | undefined> {
  const [found] = await orm(executor)
    .select({
      user_id: usersTable.id,
      ...{ email: usersTable.email, name: usersTable.name, role: usersTable.role },
      fresh: sql<boolean>`${authenticatedAt} > clock_timestamp() - frescura.setting('fresh_authentication')::interval`,
      external: sql<boolean>`${usersTable.subject} is not null`,
      unnoted: sql<boolean>`${seen_at} < clock_timestamp() - interval '1 minute'`,
      hidden: hiddenFromUser,
    })
    .from(sessionsTable)
    .innerJoin(usersTable, eq(usersTable.id, userId))
    .where(and(eq(id, wanted), sql`${usersTable.disabledAt} is null`, LIVES));
  return found;
}

/** Begins a session of a person who has shown who he is at a moment (null: now), and tells its id. */
export async function insertSession(
  tx: Transaction,
  session: { userId: number; address: string | null; agent: string | null },
  authenticated: Date | null = null,
): Promise<string> {
  const since = sql`least(clock_timestamp(), coalesce(${authenticated?.toISOString() ?? null}::timestamptz, 'infinity'))`;
  const [made] = await orm(tx)
    .insert(sessionsTable)
    .values({ ...session, authenticatedAt: since as never })
    .returning({ id });
  return made!.id;
}

/** Notes that a session is used now. */
export async function noteSessionUse(executor: Executor, wanted: string): Promise<void> {
  await orm(executor).update(sessionsTable).set({ seenAt: sql`clock_timestamp()` }).where(eq(id, wanted));
}

/** Notes that the person of a session has just shown who he is. */
export async function noteAuthentication(tx: Transaction, wanted: string): Promise<void> {
  const authenticated = { authenticatedAt: sql`clock_timestamp()` };
  await orm(tx).update(sessionsTable).set(authenticated).where(eq(id, wanted));
}

/** The sessions of an account that live, the one used last first. */
export async function sessionsOf(executor: Executor, account: number): Promise<Omit<Session, "current">[]> {
  return await orm(executor)
    .select({ id, address, agent, created_at, seen_at })
    .from(sessionsTable)
    .where(and(eq(userId, account), LIVES))
    .orderBy(desc(seen_at), desc(id));
}

/** Ends sessions of an account for good, all of them or one; tells how many that were. */
export async function endSessions(
  tx: Transaction,
  account: number,
  reason: SessionEnd,
  one?: string,
): Promise<number> {
  const ended = await orm(tx)
    .update(sessionsTable)
    .set({ endedAt: sql`clock_timestamp()`, endReason: reason })
    .where(and(eq(userId, account), sql`${endedAt} is null`, one === undefined ? undefined : eq(id, one)))
    .returning({ id });
  return ended.length;
}

/** How long a session lasts at most, in seconds. */
export async function sessionLimitSeconds(executor: Executor): Promise<number> {
  return await value(
    z.int(),
    executor`select extract(epoch from frescura.setting('session_limit')::interval)::integer as seconds`,
  );
}
