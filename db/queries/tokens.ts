import { and, desc, eq, isNull, sql } from "drizzle-orm";
import type { Executor, Transaction } from "@/db/client";
import { orm } from "@/db/orm";
import { type HiddenView, hiddenFromToken, viewsOfToken } from "@/db/queries/sight";
import { tokensTable, usersTable } from "@/db/schema/access";
import type { TokenInfo } from "@/lib/contract/access";
import type { Role, Scope } from "@/lib/roles";

const {
  id,
  name,
  role,
  scopes,
  prefix,
  userId,
  lastUsedAt: last_used_at,
  revokedAt: revoked_at,
} = tokensTable;
const expires_at = tokensTable.expiresAt;

/** What of a token anybody may be told. */
const TOLD = {
  ...{ id, name, role, scopes, views: viewsOfToken, prefix, expires_at, last_used_at, revoked_at },
  created_by: tokensTable.createdBy,
  created_at: tokensTable.createdAt,
};

/** A token that is about to be made. */
interface TokenToKeep {
  name: string;
  role: Role;
  scopes: Scope[];
  /** Slugs of the views that it is limited to; undefined: all that its role sees. */
  views?: string[];
  prefix: string;
  hash: string;
  /** Whose it is; null for the command line. */
  userId: number | null;
  createdBy: string;
  days: number;
}

/**
 * Keeps a new token by its hash.
 *
 * @returns undefined when another that is not revoked has its name
 */
export async function insertToken(tx: Transaction, token: TokenToKeep): Promise<TokenInfo | undefined> {
  const { hash: tokenHash, days, views: slugs, ...rest } = token;
  const views = slugs && sql`array(select v.id from frescura.views v where v.slug in ${slugs} order by 1)`;
  const expiresAt = sql`clock_timestamp() + make_interval(days => ${days})`;
  const [made] = await orm(tx)
    .insert(tokensTable)
    .values({ ...rest, tokenHash, views, expiresAt: expiresAt as never })
    .onConflictDoNothing()
    .returning(TOLD);
  return made;
}

/** A token that was brought, and whether its use is worth a note: one a minute, not a write per request. */
export interface FoundToken {
  id: number;
  name: string;
  role: Role;
  scopes: Scope[];
  unnoted: boolean;
  hidden: HiddenView[];
  only: string[] | null;
}

/** The token with a hash, unless it is revoked, has expired, or its maker's account is closed. */
export async function findToken(executor: Executor, hash: string): Promise<FoundToken | undefined> {
  const unnoted = sql<boolean>`coalesce(${last_used_at} < clock_timestamp() - interval '1 minute', true)`;
  const [token] = await orm(executor)
    .select({ id, name, role, scopes, unnoted, hidden: hiddenFromToken, only: viewsOfToken })
    .from(tokensTable)
    .leftJoin(usersTable, eq(usersTable.id, userId))
    .where(
      and(
        ...[eq(tokensTable.tokenHash, hash), isNull(revoked_at), isNull(usersTable.disabledAt)],
        sql`${expires_at} > clock_timestamp()`,
      ),
    );
  return token;
}

/** Notes that a token is used now. */
export async function noteTokenUse(executor: Executor, wanted: number): Promise<void> {
  await orm(executor).update(tokensTable).set({ lastUsedAt: sql`clock_timestamp()` }).where(eq(id, wanted));
}

/** All tokens, newest first. */
export async function allTokens(executor: Executor): Promise<TokenInfo[]> {
  return await orm(executor).select(TOLD).from(tokensTable).orderBy(desc(id));
}

/** Revokes a token; a second time changes nothing. Undefined when there is no such token. */
export async function markTokenRevoked(tx: Transaction, wanted: number): Promise<TokenInfo | undefined> {
  const [token] = await orm(tx)
    .update(tokensTable)
    .set({ revokedAt: sql`coalesce(${revoked_at}, clock_timestamp())` })
    .where(eq(id, wanted))
    .returning(TOLD);
  return token;
}
