import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { isServedSecurely, readCookie } from "@/server/cookie";
import { env, requireSessionSecret } from "@/server/env";

/** Half a year: who does not come for so long is a stranger again. */
const LASTS_SECONDS = 180 * 24 * 60 * 60;

const cookieName = () => `${isServedSecurely() ? "__Host-" : ""}frescura.device`;

/**
 * A cookie by which a browser is known to have signed in to an account. It opens nothing: its failures to sign in are
 * counted apart, so that strangers who guess at the account do not keep its owner out.
 *
 * @param email of the account that has just been opened
 */
export function deviceCookie(email: string): string {
  const value = `${randomBytes(12).toString("base64url")}.${Math.floor(Date.now() / 1000)}`;
  const secure = isServedSecurely() ? "; Secure" : "";
  const signed = `${value}.${macOf(email, value)}`;
  return `${cookieName()}=${signed}; Path=/; Max-Age=${LASTS_SECONDS}; HttpOnly; SameSite=Lax${secure}`;
}

/**
 * The key of a browser that has signed in to an account before; null for any other.
 *
 * @param header the `Cookie` header of a request
 */
export function knownDevice(header: string | null, email: string): string | null {
  const cookie = readCookie(header, cookieName()) ?? "";
  const { nonce, began, mac } =
    /^(?<nonce>[\w-]{16})\.(?<began>\d{1,12})\.(?<mac>[\w-]{43})$/.exec(cookie)?.groups ?? {};
  if (!nonce || !mac) return null;
  if (Date.now() / 1000 - Number(began) > LASTS_SECONDS) return null;
  const right = Buffer.from(macOf(email, `${nonce}.${began}`));
  return timingSafeEqual(right, Buffer.from(mac)) ? `device:${nonce}` : null;
}

function macOf(email: string, value: string): string {
  const key = requireSessionSecret(env());
  return createHmac("sha256", key).update(`device\n${email}\n${value}`).digest("base64url");
}
