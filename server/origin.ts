import { ProblemError } from "@/server/problem";

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

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
  const set = publicUrl ? new URL(publicUrl) : undefined;
  if (set && (origin === set.origin || !LOOPBACK.has(set.hostname))) return origin === set.origin;
  if (!host) return false;
  // The scheme is not compared: TLS usually ends at a proxy.
  return origin === `http://${host}` || origin === `https://${host}`;
}

/**
 * The origin that a browser has opened. A public address is taken as set, since a proxy may hide it; on one's own
 * machine `Host` says which of localhost and 127.0.0.1 it was.
 *
 * @throws ProblemError bad_parameter for a Host that is none
 */
export function browserOrigin(headers: Headers, publicUrl: string | undefined): string {
  const set = publicUrl ? new URL(publicUrl) : undefined;
  const host = headers.get("host");
  if (set && (!host || !LOOPBACK.has(set.hostname))) return set.origin;
  const scheme = headers.get("x-forwarded-proto") === "https" ? "https" : "http";
  const opened = `${scheme}://${host ?? "localhost"}`;
  if (URL.canParse(opened)) return new URL(opened).origin;
  throw new ProblemError("bad_parameter", "The Host of the request is not the name of a host.");
}
