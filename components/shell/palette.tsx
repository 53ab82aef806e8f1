"use client";

import { useRouter } from "next/navigation";
import { type KeyboardEvent, useId, useState } from "react";
import { useTranslations } from "use-intl";
import { useHealth } from "@/components/data/use-health";
import { useMe } from "@/components/data/use-me";
import { StatusBadge } from "@/components/health/status-badge";
import { sectionsFor } from "@/components/settings/sections";
import { MORE_PAGES, NAV } from "@/components/shell/nav-items";
import { Dialog } from "@/components/ui/dialog";
import { cn } from "@/lib/cn";
import { plain } from "@/lib/format/plain";
import { statusAt } from "@/lib/view-status";

const SHOWN = 12;

/** Finds a view or a page by a few letters. */
export function Palette({ onClose }: { onClose: () => void }) {
  const t = useTranslations();
  const router = useRouter();
  const { data } = useHealth();
  const { data: me } = useMe();
  const listId = useId();
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState(0);

  const page = (href: string, label: string) => ({ href, label, view: null });
  const pages = [
    ...[...NAV, ...MORE_PAGES].map(({ href, key }) => page(href, t(`nav.${key}`))),
    ...(me ? sectionsFor(me.role) : []).map(({ href, key }) =>
      page(href, t("palette.setting", { section: t(`settings.sections.${key}`) })),
    ),
  ];
  const views = (data?.views ?? []).map((view) => ({
    href: `/views/${encodeURIComponent(view.slug)}`,
    label: view.title,
    view,
  }));
  const found = [...views, ...pages]
    .filter(({ label, view }) => plain(`${label} ${view?.view_name ?? ""}`).includes(plain(text)))
    .slice(0, SHOWN);
  const go = (href: string | undefined) => {
    if (!href) return;
    onClose();
    router.push(href);
  };

  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length > 0) {
      event.preventDefault();
      setChosen((at) => (at + step + found.length) % found.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      go(found[chosen]?.href);
    }
  };

  return (
    <Dialog title={t("palette.title")} onClose={onClose} className="mt-[15dvh]">
      <input
        data-first-focus
        role="combobox"
        aria-label={t("palette.title")}
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={found[chosen] ? `${listId}-${chosen}` : undefined}
        placeholder={t("palette.placeholder")}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setChosen(0);
        }}
        onKeyDown={press}
        className="min-h-11 w-full rounded-card border border-line bg-card px-3 text-16 placeholder:text-ink-soft"
      />
      <div id={listId} role="listbox" aria-label={t("palette.title")} className="mt-3">
        {found.map(({ href, label, view }, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus and takes the keys
          <div
            key={href}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            onClick={() => go(href)}
            onPointerMove={() => setChosen(index)}
            className={cn(
              "flex min-h-11 cursor-pointer items-center justify-between gap-3 rounded-card px-3 text-14",
              index === chosen && "bg-sunken",
            )}
          >
            <span className="truncate">{label}</span>
            {view && data && <StatusBadge status={statusAt(view, Date.parse(data.now))} />}
          </div>
        ))}
      </div>
      {found.length === 0 && <p className="px-3 py-2 text-14 text-ink-soft">{t("palette.none")}</p>}
    </Dialog>
  );
}
