"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { useMe } from "@/components/data/use-me";
import { LanguageSwitch, type Preferences, ThemeSwitch } from "@/components/shell/preferences";
import { ZoneSwitch } from "@/components/shell/zone-switch";
import { Button, buttonStyle } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";

/** Who is signed in, in which role, and the way out; on a phone also language and theme. */
export function UserMenu({ preferences }: { preferences: Preferences }) {
  const t = useTranslations();
  const { data: me } = useMe();
  const [leaving, setLeaving] = useState(false);
  const [failed, setFailed] = useState(false);

  const leave = async () => {
    setLeaving(true);
    setFailed(false);
    try {
      const { signOut } = await import("@/lib/client/session");
      await signOut();
      // A full load: nothing of this person may stay in the browser's memory.
      window.location.assign("/sign-in");
    } catch {
      setLeaving(false);
      setFailed(true);
    }
  };

  return (
    <Disclosure
      name={me ? t("user.menuOf", { name: me.name, role: t(`roles.${me.role}`) }) : t("user.menu")}
      label={
        <>
          <span>{me ? t(`roles.${me.role}`) : t("user.menu")}</span>
          <Icon name="chevron-down" className="size-4 text-ink-soft" />
        </>
      }
    >
      {me && (
        <div className="px-2 pt-1 pb-2">
          <p className="text-14 font-medium [overflow-wrap:anywhere]">{me.name}</p>
          {me.email && <p className="text-12 text-ink-soft [overflow-wrap:anywhere]">{me.email}</p>}
          <p className="mt-1 text-12 text-ink-soft">
            {me.may_refresh
              ? t("refresh.left", { left: me.refresh_remaining, limit: me.refresh_limit })
              : t("user.readsOnly")}
          </p>
        </div>
      )}
      <div className="flex flex-wrap gap-2 border-t border-line px-2 py-2 xl:hidden">
        <LanguageSwitch {...preferences} />
        <ThemeSwitch {...preferences} />
      </div>
      <div className="border-t border-line pt-2">
        <ZoneSwitch business={preferences.businessZone} />
        <Link
          href="/exactness"
          prefetch={false}
          className={buttonStyle({ tone: "quiet", size: "small", className: "w-full justify-start" })}
        >
          <Icon name="scale" className="size-4" />
          {t("nav.exactness")}
        </Link>
        <Link
          href="/settings"
          prefetch={false}
          className={buttonStyle({ tone: "quiet", size: "small", className: "w-full justify-start" })}
        >
          <Icon name="settings" className="size-4" />
          {t("nav.settings")}
        </Link>
        <Button
          tone="quiet"
          size="small"
          className="w-full justify-start"
          disabled={leaving}
          onClick={() => void leave()}
        >
          <Icon name="log-out" className="size-4" />
          {t("user.signOut")}
        </Button>
        {failed && (
          <p role="alert" className="px-2 py-1 text-12 text-failed">
            {t("problems.offline")}
          </p>
        )}
      </div>
    </Disclosure>
  );
}
