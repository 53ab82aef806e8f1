import { createHash } from "node:crypto";
import { type Account, accountById } from "@/db/queries/users";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";

/** What a session says of its account. No role: that is read anew at every request. */
export interface SessionClaims {
  sub: string;
  /** Fingerprint of the password's hash: a new password, or a new database, ends the session. */
  pwd: string;
}

/** The claims of an account's session. */
export function sessionClaims(account: Account): SessionClaims {
  return { sub: String(account.id), pwd: fingerprint(account) };
}

/** The person whom a session's claims stand for, as of now; null when the account is gone, closed or changed. */
export async function actorOfSession(claims: { sub?: unknown; pwd?: unknown }): Promise<Actor | null> {
  const id = Number(claims.sub);
  if (!Number.isSafeInteger(id)) return null;
  const account = await accountById(db().sql, id);
  if (!account || account.disabled || fingerprint(account) !== claims.pwd) return null;
  return { kind: "user", id: String(id), name: account.name, email: account.email, role: account.role };
}

function fingerprint(account: Account): string {
  return createHash("sha256").update(account.password_hash).digest("base64url").slice(0, 16);
}
