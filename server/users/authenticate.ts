import { emitAuditEvent } from "@/db/queries/audit";
import { giveUse, type Limit, resetUses, type Taken, takeUse } from "@/db/queries/limits";
import { type Account, accountByEmail } from "@/db/queries/users";
import { credentials } from "@/lib/contract/sign-in";
import { throttledAs } from "@/server/client-address";
import { db } from "@/server/db";
import { ProblemError } from "@/server/problem";
import { transaction } from "@/server/transaction";
import { checkPassword, dummyHash, queued } from "@/server/users/password";

/** Failures of an account, from wherever: addresses are cheap. */
const ACCOUNT: Limit = { bucket: "sign-in", uses: 10, windowMinutes: 15 };
/** Failures of an address, whatever the account; more, since a whole office can have one. */
const ADDRESS: Limit = { bucket: "sign-in-address", uses: 50, windowMinutes: 15 };
/** Failures of a browser that has signed in to the account before, or has a session: no stranger can use them up. */
const KNOWN: Limit = { bucket: "sign-in-known", uses: 10, windowMinutes: 15 };

/** Where a sign-in comes from. */
export interface From {
  /** Address, where it can be known. */
  address?: string | null;
  /** Key of what is known to have signed in to the account before. */
  known?: string | null;
}

/**
 * The account that an address and a password open.
 *
 * @returns null when they do not; whether the account exists shows neither in the answer nor in its time
 * @throws ProblemError rate_limited after too many failures; busy where too many wait for their hash
 */
export async function authenticateUser(input: unknown, from: From = {}): Promise<Account | null> {
  const parsed = credentials.safeParse(input);
  if (!parsed.success) return null;
  const { email, password } = parsed.data;
  return await queued(async () => {
    const attempt = await takeAttempt(email, from);
    if (!attempt.allowed) {
      throw new ProblemError("rate_limited", "Too many attempts to sign in.", {
        retry_after: attempt.retry_after_seconds,
      });
    }
    const account = await accountByEmail(db().sql, email);
    const matches = await checkPassword(account?.password_hash ?? (await dummyHash()), password);
    if (!account || !matches || account.disabled) return null;
    await giveBack(email, from);
    return account;
  });
}

/**
 * Taken before the check and given back after a success, so that a burst cannot pass in between. Whoever takes the last
 * one closes the account, or the address, for the others, and that is when it goes on record.
 */
async function takeAttempt(email: string, { address, known }: From): Promise<Taken> {
  const counted: [Limit, string][] = known
    ? [[KNOWN, known]]
    : [...(address ? [[ADDRESS, throttledAs(address)] as [Limit, string]] : []), [ACCOUNT, email]];
  return await transaction(async (tx) => {
    let attempt: Taken | undefined;
    for (const [limit, caller] of counted) {
      attempt = await takeUse(tx, limit, caller);
      if (!attempt.allowed) break;
      if (attempt.remaining === 0)
        await emitAuditEvent(tx, { actor: "system:sign-in", action: "sign-in.throttle", target: caller });
    }
    return attempt!;
  });
}

/** A success clears what counts for its person alone; of an address, which others share, only what it took itself. */
async function giveBack(email: string, { address, known }: From): Promise<void> {
  if (known) return await resetUses(db().sql, KNOWN, known);
  await resetUses(db().sql, ACCOUNT, email);
  if (address) await giveUse(db().sql, ADDRESS, throttledAs(address));
}
