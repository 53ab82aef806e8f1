"use client";

import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { useLive } from "@/components/data/live";
import { useHealth } from "@/components/data/use-health";
import { ConnectionNotice } from "@/components/shell/connection-notice";
import { FreshAuthentication } from "@/components/shell/fresh-authentication";
import { Logo } from "@/components/shell/logo";
import { NavLinks } from "@/components/shell/nav-links";
import { LanguageSwitch, type Preferences, ThemeSwitch } from "@/components/shell/preferences";
import { type Overlay, useShortcuts } from "@/components/shell/use-shortcuts";
import { UserMenu } from "@/components/shell/user-menu";
import { buttonStyle } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Kbd } from "@/components/ui/kbd";
import { Link } from "@/components/ui/link";
import { whenReachable } from "@/lib/client/when-reachable";
import { KEYS } from "@/lib/keys";

const Palette = dynamic(
  whenReachable(() => import("@/components/shell/palette").then((m) => m.Palette)),
  { ssr: false },
);
// The tab tells the worst state a moment after the page does.
const TabState = dynamic(
  whenReachable(() => import("@/components/shell/tab-state").then((m) => m.TabState)),
  { ssr: false },
);
// What it tells comes later than the page.
const Toasts = dynamic(
  whenReachable(() => import("@/components/shell/toasts").then((m) => m.Toasts)),
  { ssr: false },
);
const KeyList = dynamic(
  whenReachable(() => import("@/components/shell/key-list").then((m) => m.KeyList)),
  { ssr: false },
);

/** What stands around every page. */
export function Shell({ preferences, children }: { preferences: Preferences; children: ReactNode }) {
  const t = useTranslations();
  const [overlay, setOverlay] = useState<Overlay>(null);
  useShortcuts(setOverlay);
  useHealth();
  const close = () => setOverlay(null);

  return (
    <div className="pb-16 md:pb-0" data-stream={useLive()}>
      <a
        href="#main"
        className="absolute top-2 left-2 z-40 -translate-y-20 rounded-card bg-ink px-4 py-2 text-14 text-ink-inverse focus:translate-y-0"
      >
        {t("nav.skip")}
      </a>
      <header className="sticky top-0 z-20 border-b border-line bg-card">
        <div className="mx-auto flex h-14 max-w-[80rem] items-center gap-3 px-4 sm:gap-6">
          <Link href="/" className="flex items-center gap-2 text-16 font-semibold">
            <Logo />
            {t("app.name")}
          </Link>
          <NavLinks place="header" />
          <div className="no-print ml-auto flex items-center gap-2">
            <button
              type="button"
              onClick={() => setOverlay("palette")}
              className={buttonStyle({ tone: "secondary", size: "small", className: "text-ink-soft" })}
            >
              <Icon name="search" className="size-4" />
              <span className="sr-only lg:not-sr-only">{t("palette.open")}</span>
              <span aria-hidden className="hidden lg:inline">
                <Kbd>{KEYS.palette}</Kbd>
              </span>
            </button>
            <div className="hidden gap-2 xl:flex">
              <LanguageSwitch {...preferences} />
              <ThemeSwitch {...preferences} />
            </div>
            <UserMenu preferences={preferences} />
          </div>
        </div>
      </header>
      <ConnectionNotice />
      <main id="main" tabIndex={-1} className="mx-auto max-w-[80rem] px-4 py-6 outline-none">
        {children}
      </main>
      <NavLinks place="thumb" />
      <Toasts />
      <TabState />
      <FreshAuthentication />
      {overlay === "palette" && <Palette onClose={close} />}
      {overlay === "keys" && <KeyList onClose={close} />}
    </div>
  );
}
