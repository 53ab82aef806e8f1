import { emitAuditEvent } from "@/db/queries/audit";
import { type Limit, resetUses, type Taken, takeUse } from "@/db/queries/limits";
import { type Account, accountByEmail } from "@/db/queries/users";
import { credentials } from "@/lib/contract/sign-in";
import { db } from "@/server/db";
import { ProblemError } from "@/server/problem";
import { transaction } from "@/server/transaction";
import { checkPassword, dummyHash } from "@/server/users/password";

/** Counted by account, not by address: addresses are cheap, and what proxies say of them can be made up. */
const FAILURES: Limit = { bucket: "sign-in", uses: 10, windowMinutes: 15 };

/**
 * The account that an address and a password open.
 *
 * @returns null when they do not; whether the account exists shows neither in the answer nor in its time
 * @throws ProblemError rate_limited after too many failures, from whichever address
 */
export async function authenticateUser(input: unknown): Promise<Account | null> {
  const parsed = credentials.safeParse(input);
  if (!parsed.success) return null;
  const { email, password } = parsed.data;
  const attempt = await takeAttempt(email);
  if (!attempt.allowed) {
    throw new ProblemError("rate_limited", "Too many attempts to sign in.", {
      retry_after: attempt.retry_after_seconds,
    });
  }
  const account = await accountByEmail(db().sql, email);
  const matches = await checkPassword(account?.password_hash ?? (await dummyHash()), password);
  if (!account || !matches || account.disabled) return null;
  await resetUses(db().sql, FAILURES, email);
  return account;
}

/**
 * Taken before the check and given back after a success, so that a burst cannot pass in between. Whoever takes the last
 * one closes the account for the others, and that is when it goes on record.
 */
async function takeAttempt(email: string): Promise<Taken> {
  return await transaction(async (tx) => {
    const attempt = await takeUse(tx, FAILURES, email);
    if (attempt.allowed && attempt.remaining === 0)
      await emitAuditEvent(tx, { actor: "system:sign-in", action: "sign-in.throttle", target: email });
    return attempt;
  });
}
