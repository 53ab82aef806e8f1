"use server";

import { cookies } from "next/headers";
import { asLocale, asTheme, LOCALE_COOKIE, THEME_COOKIE } from "@/lib/i18n/locale";

const YEAR_SECONDS = 31_536_000;
const OPTIONS = { path: "/", maxAge: YEAR_SECONDS, sameSite: "lax", httpOnly: true } as const;

/** Remembers the language; anything unknown changes nothing. */
export async function setLocale(form: FormData): Promise<void> {
  const locale = asLocale(String(form.get("locale")));
  if (locale) (await cookies()).set(LOCALE_COOKIE, locale, OPTIONS);
}

/** Remembers light or dark; `system` forgets it. */
export async function setTheme(form: FormData): Promise<void> {
  const theme = asTheme(String(form.get("theme")));
  const jar = await cookies();
  if (theme === "system") jar.delete(THEME_COOKIE);
  else jar.set(THEME_COOKIE, theme, OPTIONS);
}
