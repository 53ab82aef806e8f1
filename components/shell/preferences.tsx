"use client";

import { useTranslations } from "use-intl";
import { Icon } from "@/components/ui/icon";
import { cn } from "@/lib/cn";
import { LOCALES, type Locale, THEMES, type Theme } from "@/lib/i18n/locale";

/** Forms that the server answers: they work before, and without, any script. */
export interface Preferences {
  locale: Locale;
  theme: Theme;
  setLocale: (form: FormData) => Promise<void>;
  setTheme: (form: FormData) => Promise<void>;
}

const OPTION =
  "flex min-h-10 min-w-10 items-center justify-center rounded-[6px] px-2 text-12 font-medium sm:min-h-6 sm:min-w-0";
const chosen = (yes: boolean) => (yes ? "bg-sunken text-ink" : "text-ink-soft hover:text-ink");
const GROUP = "flex items-center rounded-card border border-line p-[2px]";

/** Spanish or English. */
export function LanguageSwitch({ locale, setLocale }: Pick<Preferences, "locale" | "setLocale">) {
  const t = useTranslations();
  return (
    <form action={setLocale}>
      <fieldset className={GROUP}>
        <legend className="sr-only">{t("language.label")}</legend>
        {LOCALES.map((value) => (
          <button
            type="submit"
            key={value}
            name="locale"
            value={value}
            lang={value}
            aria-pressed={value === locale}
            title={t(`language.${value}`)}
            className={cn(OPTION, "uppercase", chosen(value === locale))}
          >
            <span aria-hidden>{value}</span>
            <span className="sr-only">{t(`language.${value}`)}</span>
          </button>
        ))}
      </fieldset>
    </form>
  );
}

const THEME_ICONS = { system: "monitor", light: "sun", dark: "moon" } as const;

/** Light, dark, or as the system has it. */
export function ThemeSwitch({ theme, setTheme }: Pick<Preferences, "theme" | "setTheme">) {
  const t = useTranslations();
  return (
    <form action={setTheme}>
      <fieldset className={GROUP}>
        <legend className="sr-only">{t("theme.label")}</legend>
        {THEMES.map((value) => {
          const icon = THEME_ICONS[value];
          return (
            <button
              type="submit"
              key={value}
              name="theme"
              value={value}
              aria-label={t(`theme.${value}`)}
              aria-pressed={value === theme}
              title={t(`theme.${value}`)}
              className={cn(OPTION, chosen(value === theme))}
            >
              <Icon name={icon} className="size-4" />
            </button>
          );
        })}
      </fieldset>
    </form>
  );
}
