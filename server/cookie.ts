import { env } from "@/server/env";

/** Whether browsers open the product by https, so that a cookie may insist on it. */
export function isServedSecurely(): boolean {
  return env().NEXTAUTH_URL?.startsWith("https:") ?? false;
}

/**
 * The value of a cookie.
 *
 * @param header the `Cookie` header of a request
 */
export function readCookie(header: string | null, name: string): string | undefined {
  const pair = header?.split(/; */).find((each) => each.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}

/** All cookies of a request by name; of several with one name the first counts, as with `readCookie`. */
export function readCookies(header: string | null): Record<string, string> {
  const names = header?.split(/; */).map((pair) => pair.split("=", 1)[0]!) ?? [];
  return Object.fromEntries(names.map((name) => [name, decoded(readCookie(header, name) ?? "")]));
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
