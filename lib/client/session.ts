import { ask, ClientError } from "@/lib/client/http";
import type { Credentials, SignInError } from "@/lib/contract/sign-in";

/** Why signing in did not work: what the server said, or that it did not answer. */
export type SignInFailure = SignInError | "offline";

async function send(path: string, fields: Record<string, string>): Promise<{ url: string }> {
  const { csrfToken } = await ask<{ csrfToken: string }>("/api/auth/csrf");
  const body = new URLSearchParams({ ...fields, csrfToken, json: "true" });
  const response = await fetch(path, { method: "POST", body, headers: { accept: "application/json" } });
  return (await response.json()) as { url: string };
}

/** Opens a session; null when that worked. */
export async function signIn(credentials: Credentials): Promise<SignInFailure | null> {
  try {
    const { url } = await send("/api/auth/callback/credentials", credentials);
    const error = new URL(url, window.location.origin).searchParams.get("error");
    if (!error) return null;
    return error === "CredentialsSignin" || error === "too_many_attempts" ? error : "unavailable";
  } catch (error) {
    return error instanceof ClientError && error.code !== "offline" ? "unavailable" : "offline";
  }
}

/** Ends the session. */
export async function signOut(): Promise<void> {
  await send("/api/auth/signout", {});
}

/**
 * Where a provider asks who it is; null where it does not answer.
 *
 * @param next where to go afterwards
 * @param anew whether it shall ask even whom it knows
 */
export async function providerAddress(next: string, anew = false): Promise<string | null> {
  try {
    const query = new URLSearchParams({ next, ...(anew && { prompt: "login" }) });
    const { url } = await send(`/api/auth/signin/oidc?${query}`, {});
    return new URL(url, window.location.origin).searchParams.has("error") ? null : url;
  } catch {
    return null;
  }
}
