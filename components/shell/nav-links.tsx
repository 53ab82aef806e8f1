"use client";

import { usePathname } from "next/navigation";
import { useTranslations } from "use-intl";
import { useHealth } from "@/components/data/use-health";
import { isCurrent, NAV } from "@/components/shell/nav-items";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { cn } from "@/lib/cn";

/** The menu: in the header on a screen, at the thumb on a phone. */
export function NavLinks({ place }: { place: "header" | "thumb" }) {
  const t = useTranslations();
  const pathname = usePathname();
  const header = place === "header";
  return (
    <nav
      aria-label={t("nav.label")}
      className={cn(
        header
          ? "hidden gap-1 md:flex"
          : "fixed inset-x-0 bottom-0 z-20 flex border-t border-line bg-card pb-[env(safe-area-inset-bottom)] md:hidden",
      )}
    >
      {NAV.map(({ href, key, icon }) => {
        const current = isCurrent(href, pathname);
        return (
          <Link
            key={href}
            href={href}
            aria-current={current ? "page" : undefined}
            className={cn(
              "flex items-center justify-center font-medium transition-colors",
              header
                ? "h-8 rounded-card px-2 text-14 whitespace-nowrap hover:bg-sunken lg:px-3"
                : "relative h-14 min-w-0 flex-auto flex-col gap-[2px] px-1 text-12",
              current ? "text-ink" : "text-ink-soft",
              current && header && "bg-sunken",
            )}
          >
            {!header && <Icon name={icon} className="size-5" />}
            {t(`nav.${key}`)}
            {href === "/failures" && <AlertCount header={header} />}
          </Link>
        );
      })}
    </nav>
  );
}

/** How many alerts nobody has taken note of; nothing where there is none. */
function AlertCount({ header }: { header: boolean }) {
  const t = useTranslations();
  const { data } = useHealth();
  if (!data?.open_alerts) return null;
  return (
    <span
      data-open-alerts={data.open_alerts}
      className={cn(
        "min-w-5 rounded-pill bg-failed-tint px-1 text-center text-12 font-medium text-failed",
        header ? "ml-2" : "absolute top-1 ml-10",
      )}
    >
      <span aria-hidden>{data.open_alerts}</span>
      <span className="sr-only">{t("alerts.open", { count: data.open_alerts })}</span>
    </span>
  );
}
