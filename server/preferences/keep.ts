import { asLocale, asTheme, LOCALE_COOKIE, THEME_COOKIE } from "@/lib/i18n/locale";
import { safeNext } from "@/lib/safe-next";
import { bodyOf } from "@/server/body";
import { isServedSecurely } from "@/server/cookie";
import { env } from "@/server/env";
import { NOT_STORED } from "@/server/http";
import { requireSameOrigin } from "@/server/origin";

const YEAR_SECONDS = 31_536_000;

/**
 * Remembers the language and the theme that a form names, and leads back to the page it stands on. A form of the
 * browser's own, so that it works before, and without, any script; anybody may send it, but no other site.
 *
 * @param request its fields `locale` and `theme`; what is not known changes nothing, the system's theme forgets it
 * @throws ProblemError bad_origin
 */
export async function keepPreferences(request: Request): Promise<Response> {
  requireSameOrigin(request.headers, env().NEXTAUTH_URL);
  const fields = new URLSearchParams(await bodyOf(request));
  const headers = new Headers({ ...NOT_STORED, Location: pageOf(request) });
  const locale = asLocale(fields.get("locale") ?? undefined);
  if (locale) headers.append("Set-Cookie", cookie(LOCALE_COOKIE, locale));
  if (fields.has("theme")) {
    const theme = asTheme(fields.get("theme") ?? undefined);
    headers.append(
      "Set-Cookie",
      theme === "system" ? cookie(THEME_COOKIE, "", 0) : cookie(THEME_COOKIE, theme),
    );
  }
  return new Response(null, { status: 303, headers });
}

function cookie(name: string, value: string, seconds = YEAR_SECONDS): string {
  const secure = isServedSecurely() ? "; Secure" : "";
  return `${name}=${value}; Path=/; Max-Age=${seconds}; SameSite=Lax; HttpOnly${secure}`;
}

/** The page that the form stands on, or the overview. */
function pageOf({ headers }: Request): string {
  const referer = headers.get("referer") ?? "";
  if (!URL.canParse(referer)) return "/";
  const { pathname, search } = new URL(referer);
  // Before signing in it is the one page that there is.
  return pathname === "/sign-in" ? pathname + search : safeNext(pathname + search);
}
