import type { Sql } from "@/db/client";
import type { TokenInfo } from "@/lib/contract/access";
import type { Role } from "@/lib/roles";
import { isoMoments } from "./moments";

/** Keeps a new token by its hash. */
export async function insertToken(
  sql: Sql,
  token: { name: string; role: Role; prefix: string; hash: string; createdBy: string },
): Promise<TokenInfo> {
  const [row] = await sql<[TokenInfo]>`
    insert into frescura.tokens (name, role, prefix, token_hash, created_by)
    values (${token.name}, ${token.role}, ${token.prefix}, ${token.hash}, ${token.createdBy})
    returning id, name, role, prefix, created_by, created_at, last_used_at, revoked_at`;
  return isoMoments(row);
}

/** A token that was brought, and whether its use is worth a note: one a minute, not a write per request. */
export interface FoundToken {
  id: number;
  name: string;
  role: Role;
  unnoted: boolean;
}

/** The token with a hash, unless it is revoked. */
export async function findToken(sql: Sql, hash: string): Promise<FoundToken | undefined> {
  const [row] = await sql<FoundToken[]>`
    select id, name, role,
           coalesce(last_used_at < clock_timestamp() - interval '1 minute', true) as unnoted
      from frescura.tokens where token_hash = ${hash} and revoked_at is null`;
  return row;
}

/** Notes that a token is used now. */
export async function noteTokenUse(sql: Sql, id: number): Promise<void> {
  await sql`update frescura.tokens set last_used_at = clock_timestamp() where id = ${id}`;
}

/** All tokens, newest first. */
export async function allTokens(sql: Sql): Promise<TokenInfo[]> {
  const rows = await sql<TokenInfo[]>`
    select id, name, role, prefix, created_by, created_at, last_used_at, revoked_at
      from frescura.tokens order by id desc`;
  return rows.map(isoMoments);
}

/** Revokes a token; a second time changes nothing. Undefined when there is no such token. */
export async function markTokenRevoked(sql: Sql, id: number): Promise<TokenInfo | undefined> {
  const [row] = await sql<TokenInfo[]>`
    update frescura.tokens set revoked_at = coalesce(revoked_at, clock_timestamp()) where id = ${id}
    returning id, name, role, prefix, created_by, created_at, last_used_at, revoked_at`;
  return row && isoMoments(row);
}
