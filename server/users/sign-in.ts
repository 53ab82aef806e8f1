import type { SignInError } from "@/lib/contract/sign-in";
import { toProblem } from "@/server/failure";
import { authenticateUser } from "@/server/users/authenticate";
import { type SessionClaims, sessionClaims } from "@/server/users/session";

/**
 * What a new session says, for an address and a password.
 *
 * @returns null when they open no account
 * @throws Error whose message is a `SignInError`, which the sign-in page gets to read
 */
export async function signIn(input: unknown): Promise<({ id: string } & Omit<SessionClaims, "sub">) | null> {
  try {
    const account = await authenticateUser(input);
    if (!account) return null;
    const { sub, ...claims } = sessionClaims(account);
    return { id: sub, ...claims };
  } catch (error) {
    const { code } = toProblem(error);
    throw new Error((code === "rate_limited" ? "too_many_attempts" : "unavailable") satisfies SignInError);
  }
}
