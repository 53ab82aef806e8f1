/** Languages the product speaks. */
export const LOCALES = ["es", "en"] as const;
export type Locale = (typeof LOCALES)[number];

/** The BCP 47 tag whose number, date and plural rules a language uses. */
export const INTL_LOCALE = { es: "es-MX", en: "en-US" } as const satisfies Record<Locale, string>;

/** The language of a tag of `INTL_LOCALE`. */
export function languageOf(tag: string): Locale {
  return tag.startsWith("es") ? "es" : "en";
}

/** Cookies that remember the reader's choices. */
export const LOCALE_COOKIE = "frescura_locale";
export const THEME_COOKIE = "frescura_theme";
export const TIME_ZONE_COOKIE = "frescura_own_zone";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** A known language, or undefined. */
export function asLocale(value: string | undefined): Locale | undefined {
  return LOCALES.find((locale) => locale === value);
}

/** A known theme; the system's for anything else. */
export function asTheme(value: string | undefined): Theme {
  return THEMES.find((theme) => theme === value) ?? "system";
}

/** A time zone that `Intl` knows, or the fallback: a cookie can hold anything. */
export function asTimeZone(value: string | undefined, fallback: string): string {
  if (!value) return fallback;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: value }).resolvedOptions().timeZone;
  } catch {
    return fallback;
  }
}

/**
 * The language to speak: the reader's choice, else the best match of the browser's list.
 *
 * @param acceptLanguage the header, such as `es-MX,es;q=0.9,en;q=0.8`
 */
export function pickLocale(chosen: string | undefined, acceptLanguage: string | null): Locale {
  const known = asLocale(chosen);
  if (known) return known;
  const wanted = (acceptLanguage ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().split(";");
      const quality = parameters.map((p) => /^\s*q=([\d.]+)\s*$/.exec(p)?.[1]).find(Boolean);
      return { language: tag.toLowerCase().split("-")[0], quality: quality ? Number(quality) : 1 };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  return wanted.map(({ language }) => asLocale(language)).find(Boolean) ?? "en";
}
