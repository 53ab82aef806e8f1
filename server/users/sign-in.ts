import type { SignInError } from "@/lib/contract/sign-in";
import { toProblem } from "@/server/failure";
import type { ProblemError } from "@/server/problem";
import { type Origin, openSession } from "@/server/sessions/open";
import { authenticateUser } from "@/server/users/authenticate";

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
 * @returns the session's id; null when they open no account
 * @throws SignInRefused
 */
export async function signIn(input: unknown, origin: Origin): Promise<{ id: string } | null> {
  try {
    const account = await authenticateUser(input);
    return account && { id: await openSession(account, origin) };
  } catch (error) {
    throw new SignInRefused(toProblem(error));
  }
}
