"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useMe } from "@/components/data/use-me";
import { sectionAt, sectionsFor } from "@/components/settings/sections";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { cn } from "@/lib/cn";

/** Heading and menu of the settings around one section; a role finds only what it may open. */
export function SettingsFrame({ children }: { children: ReactNode }) {
  const t = useTranslations();
  const pathname = usePathname();
  const { data: me } = useMe();
  const current = sectionAt(pathname);
  const open = me ? sectionsFor(me.role) : [];
  const refused = me && current && !open.includes(current);

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-4 lg:grid-cols-[11rem_minmax(0,1fr)]">
      <h1 className="text-20 font-semibold sm:text-28 lg:col-span-2">{t("settings.title")}</h1>
      <nav
        aria-label={t("settings.menu")}
        className="flex flex-wrap gap-1 self-start lg:sticky lg:top-20 lg:flex-col"
      >
        {open.map((section) => (
          <Link
            key={section.key}
            href={section.href}
            aria-current={section === current ? "page" : undefined}
            className={cn(
              "flex min-h-11 items-center rounded-card px-3 text-14 font-medium transition-colors hover:bg-sunken sm:min-h-8",
              section === current ? "bg-sunken text-ink" : "text-ink-soft",
            )}
          >
            {t(`settings.sections.${section.key}`)}
          </Link>
        ))}
      </nav>
      <div className="min-w-0 space-y-6">
        {refused ? (
          <Notice tone="info">{t("settings.refused", { role: t(`roles.${me.role}`) })}</Notice>
        ) : (
          children
        )}
      </div>
    </div>
  );
}
