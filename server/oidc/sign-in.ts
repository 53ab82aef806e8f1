import { z } from "zod";
import type { Transaction } from "@/db/client";
import { emitAuditEvent } from "@/db/queries/audit";
import { accountByEmail, accountBySubject, changeUser, insertUser, linkSubject } from "@/db/queries/users";
import type { Role } from "@/lib/roles";
import { recordRefusal } from "@/server/audit-log/refusals";
import { db } from "@/server/db";
import { groupsOf, roleOf } from "@/server/oidc/role";
import { oidcProvider } from "@/server/oidc/settings";
import { type Origin, oneLine, openSession } from "@/server/sessions/open";
import { transaction } from "@/server/transaction";
import { hashPassword, makePassword } from "@/server/users/password";

const ACTOR = "system:oidc";

const claimed = z.looseObject({
  sub: z.string().min(1).max(255),
  email: z.string().toLowerCase().pipe(z.email().max(254)).optional().catch(undefined),
  email_verified: z
    .union([z.boolean(), z.literal("true").transform(() => true)])
    .optional()
    .catch(undefined),
  name: z.string().optional().catch(undefined),
  auth_time: z.number().optional().catch(undefined),
});
type Claims = z.infer<typeof claimed>;

/** Why claims open nothing, as the audit log has it. */
class Refused extends Error {}

/**
 * Begins a session for whom the provider has named, whose ID token has been checked. The first time it makes the
 * account, and each time it gives it the role that the claims give now.
 *
 * @param given claims of the ID token
 * @returns null where they give no role, or no account that is open
 */
export async function signInByProvider(given: unknown, origin: Origin): Promise<{ id: string } | null> {
  const claims = claimed.parse(given);
  const role = roleOf(claims);
  try {
    if (!role) throw new Refused("no_role");
    const account = await accountOf(claims, role);
    // A provider that does not tell when it asked is believed to have asked now.
    const asked = claims.auth_time === undefined ? null : new Date(claims.auth_time * 1000);
    return { id: await openSession(account, origin, asked) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { address, agent } = origin;
    const detail = { reason: error.message, address, agent: agent && oneLine(agent) };
    const target = claims.email ?? claims.sub;
    await recordRefusal({ actor: ACTOR, action: "sign-in.refuse", target, detail });
    return null;
  }
}

async function accountOf(claims: Claims, role: Role): Promise<{ id: number; email: string }> {
  const subject = `${oidcProvider()?.issuer}#${claims.sub}`;
  const known = await accountBySubject(db().sql, subject);
  // Nobody has it: the provider takes the place of a password.
  const passwordHash = known ? "" : await hashPassword(makePassword());
  const groups = groupsOf(claims);
  return await transaction(async (tx) => {
    const account = known ?? (await firstTime(tx, claims, { role, groups, subject, passwordHash }));
    if (account.disabled) throw new Refused("closed");
    if (account.role !== role || account.groups.join("\n") !== groups.join("\n")) {
      await changeUser(tx, account.id, { role, groups });
      const detail = { id: account.id, role, groups: groups.join(", ") };
      await emitAuditEvent(tx, { actor: ACTOR, action: "user.update", target: account.email, detail });
    }
    return account;
  });
}

/** Makes the account, or takes one that there is: only by an address that the provider has verified. */
async function firstTime(
  tx: Transaction,
  { email, email_verified, name }: Claims,
  {
    role,
    groups,
    subject,
    passwordHash,
  }: { role: Role; groups: string[]; subject: string; passwordHash: string },
) {
  if (!email) throw new Refused("no_email");
  const there = await accountByEmail(tx, email);
  if (there) {
    if (!email_verified || there.subject !== null) throw new Refused("account_exists");
    await linkSubject(tx, there.id, { subject, passwordHash });
    const detail = { id: there.id, subject };
    await emitAuditEvent(tx, { actor: ACTOR, action: "user.update", target: email, detail });
    return there;
  }
  const told =
    (name ?? "")
      .replace(/\p{Cc}/gu, " ")
      .trim()
      .slice(0, 100) || email;
  const made = await insertUser(tx, {
    email,
    name: told,
    role,
    groups,
    passwordHash,
    subject,
  });
  if (!made) throw new Refused("account_exists");
  const detail = { id: made.id, role, subject };
  await emitAuditEvent(tx, { actor: ACTOR, action: "user.create", target: email, detail });
  return { ...made, disabled: false };
}
