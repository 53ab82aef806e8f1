"use client";

import { useTranslations } from "use-intl";
import { useWords } from "@/components/data/use-words";
import { TEXT_TONE } from "@/components/health/tone";
import { useStatus } from "@/components/health/use-status";
import { cn } from "@/lib/cn";
import type { ViewHealth } from "@/lib/contract/health";

/** How old a view's data is, ticking. */
export function Age({ view, className }: { view: ViewHealth; className?: string }) {
  const t = useTranslations();
  const words = useWords();
  const { status, age } = useStatus(view);
  return (
    <span data-age className={cn("font-semibold tracking-tight", TEXT_TONE[status], className)}>
      {age === null ? t(view.last_status === "completed" ? "age.unknown" : "age.never") : words.age(age)}
    </span>
  );
}
