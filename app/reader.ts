import { cookies, headers } from "next/headers";
import { cache } from "react";
import { createTranslator } from "use-intl/core";
import {
  asTheme,
  asTimeZone,
  INTL_LOCALE,
  LOCALE_COOKIE,
  pickLocale,
  THEME_COOKIE,
  TIME_ZONE_COOKIE,
} from "@/lib/i18n/locale";
import { loadMessages } from "@/lib/i18n/messages";
import { env } from "@/server/env";

/** How the person at the other end reads: language, theme, time zone. */
export const reader = cache(async () => {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  const zone = jar.get(TIME_ZONE_COOKIE)?.value;
  return {
    locale: pickLocale(jar.get(LOCALE_COOKIE)?.value, head.get("accept-language")),
    theme: asTheme(jar.get(THEME_COOKIE)?.value),
    // The business's, unless the reader has chosen his own.
    timeZone: asTimeZone(zone, env().BUSINESS_TIME_ZONE),
    businessZone: env().BUSINESS_TIME_ZONE,
  };
});

/** The words of a page's title and description. */
export async function translator() {
  const { locale } = await reader();
  return createTranslator({ locale: INTL_LOCALE[locale], messages: await loadMessages(locale) });
}
