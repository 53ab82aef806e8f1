"use client";

import { useTranslations } from "use-intl";
import { useWords } from "@/components/data/use-words";
import { StatusBadge } from "@/components/health/status-badge";
import { TEXT_TONE } from "@/components/health/tone";
import { useStatus } from "@/components/health/use-status";
import { Icon } from "@/components/ui/icon";
import { cn } from "@/lib/cn";
import type { ViewHealth } from "@/lib/contract/health";

/** A view in one line, as a phone lists them: its state, its name, its age; a tap opens its card. */
export function CardRow({ view, open, onToggle }: { view: ViewHealth; open: boolean; onToggle: () => void }) {
  const t = useTranslations();
  const words = useWords();
  const { status, age } = useStatus(view);
  return (
    <button
      type="button"
      aria-expanded={open}
      data-row={view.slug}
      onClick={onToggle}
      className="-m-4 flex min-h-12 items-center gap-2 px-4 text-left sm:hidden"
    >
      <StatusBadge status={status} iconOnly />
      <span className="min-w-0 flex-1 truncate text-14 font-semibold">{view.title}</span>
      <span className={cn("shrink-0 text-14", TEXT_TONE[status])}>
        {age === null ? t(view.last_status === "completed" ? "age.unknown" : "age.never") : words.age(age)}
      </span>
      <Icon
        name="chevron-right"
        className={cn("size-4 shrink-0 text-ink-soft transition-transform", open && "rotate-90")}
      />
    </button>
  );
}
