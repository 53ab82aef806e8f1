import { ProblemError } from "@/server/problem";

/**
 * Refuses a request that another site made a signed-in browser send. Browsers say where a request comes from in
 * `Sec-Fetch-Site` and `Origin`, which pages cannot set; one that says neither is not a browser's.
 *
 * @param headers of the request
 * @param publicUrl the address that browsers open, where a proxy in between hides it from `Host`
 * @throws ProblemError bad_origin
 */
export function requireSameOrigin(headers: Headers, publicUrl?: string): void {
  const site = headers.get("sec-fetch-site");
  const origin = headers.get("origin");
  const siteFits = site === null || site === "same-origin";
  const originFits = origin === null || isOwn(origin, headers.get("host"), publicUrl);
  const saysAny = site !== null || origin !== null;
  if (saysAny && siteFits && originFits) return;
  throw new ProblemError(
    "bad_origin",
    "With a session, only pages of this site may ask for this. Programs send a token.",
  );
}

function isOwn(origin: string, host: string | null, publicUrl: string | undefined): boolean {
  if (publicUrl && origin === new URL(publicUrl).origin) return true;
  if (!host) return false;
  // The scheme is not compared: TLS usually ends at a proxy.
  return origin === `http://${host}` || origin === `https://${host}`;
}

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * The origin that a browser has opened. A public address is taken as set, since a proxy may hide it; on one's own
 * machine `Host` says which of localhost and 127.0.0.1 it was.
 */
export function browserOrigin(headers: Headers, publicUrl: string | undefined): string {
  const set = publicUrl ? new URL(publicUrl) : undefined;
  const host = headers.get("host");
  if (set && (!host || !LOOPBACK.has(set.hostname))) return set.origin;
  const scheme = headers.get("x-forwarded-proto") === "https" ? "https" : "http";
  return `${scheme}://${host ?? "localhost"}`;
}
