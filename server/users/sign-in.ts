import { credentials, type SignInError } from "@/lib/contract/sign-in";
import { recordRefusal } from "@/server/audit-log/refusals";
import { toProblem } from "@/server/failure";
import type { ProblemError } from "@/server/problem";
import { type Origin, oneLine, openSession } from "@/server/sessions/open";
import { authenticateUser } from "@/server/users/authenticate";
import { knownDevice } from "@/server/users/device";

/** The browser that signs in. */
export interface Browser extends Origin {
  /** Its `Cookie` header. */
  cookie: string | null;
}

/** A sign-in that is refused for another reason than a wrong address or password. */
export class SignInRefused extends Error {
  /** @param problem what a program is told; the message is what the sign-in page gets to read */
  constructor(readonly problem: ProblemError) {
    super((problem.code === "rate_limited" ? "too_many_attempts" : "unavailable") satisfies SignInError);
  }
}

/**
 * Begins a session for an address and a password.
 *
 * @returns the session's id and the address as it was understood; null when they open no account
 * @throws SignInRefused
 */
export async function signIn(input: unknown, origin: Browser): Promise<{ id: string; email: string } | null> {
  try {
    const email = credentials.safeParse(input).data?.email;
    const known = email === undefined ? null : knownDevice(origin.cookie, email);
    const account = await authenticateUser(input, { address: origin.address, known });
    if (!account || email === undefined) {
      const { address, agent } = origin;
      const detail = { address, agent: agent && oneLine(agent), known: known !== null };
      await recordRefusal({ actor: "system:sign-in", action: "sign-in.refuse", target: email, detail });
      return null;
    }
    return { id: await openSession(account, origin), email };
  } catch (error) {
    throw new SignInRefused(toProblem(error));
  }
}
