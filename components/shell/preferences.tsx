"use client";

import { useRouter } from "next/navigation";
import type { FormEvent, ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Icon } from "@/components/ui/icon";
import { cn } from "@/lib/cn";
import { LOCALES, type Locale, THEMES, type Theme } from "@/lib/i18n/locale";

/** What the reader chose. */
export interface Preferences {
  locale: Locale;
  theme: Theme;
  /** In which times stand unless he chose his own. */
  businessZone: string;
}

/** A form that the server answers, before and without any script; with one the page stays where it is. */
function Choice({ label, children }: { label: string; children: ReactNode }) {
  const router = useRouter();
  const choose = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const { name, value } = (event.nativeEvent as SubmitEvent).submitter as HTMLButtonElement;
    const sent = await fetch(form.action, {
      method: "POST",
      redirect: "manual",
      body: new URLSearchParams([[name, value]]),
    }).catch(() => undefined);
    if (sent?.type === "opaqueredirect") router.refresh();
  };
  return (
    <form action="/api/preferences" method="post" onSubmit={choose}>
      <fieldset className={GROUP}>
        <legend className="sr-only">{label}</legend>
        {children}
      </fieldset>
    </form>
  );
}

const OPTION =
  "flex min-h-10 min-w-10 items-center justify-center rounded-[6px] px-2 text-12 font-medium sm:min-h-6 sm:min-w-0";
const chosen = (yes: boolean) => (yes ? "bg-sunken text-ink" : "text-ink-soft hover:text-ink");
const GROUP = "flex items-center rounded-card border border-line p-[2px]";

/** Spanish or English. */
export function LanguageSwitch({ locale }: Pick<Preferences, "locale">) {
  const t = useTranslations();
  return (
    <Choice label={t("language.label")}>
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
    </Choice>
  );
}

const THEME_ICONS = { system: "monitor", light: "sun", dark: "moon" } as const;

/** Light, dark, or as the system has it. */
export function ThemeSwitch({ theme }: Pick<Preferences, "theme">) {
  const t = useTranslations();
  return (
    <Choice label={t("theme.label")}>
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
    </Choice>
  );
}
