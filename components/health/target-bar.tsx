"use client";

import { useTranslations } from "use-intl";
import { useWords } from "@/components/data/use-words";
import { MARK_TONE } from "@/components/health/tone";
import { useStatus } from "@/components/health/use-status";
import { cn } from "@/lib/cn";
import type { ViewHealth } from "@/lib/contract/health";

/** How much of its target a view has used up: full at the target, in the state's colour beyond. */
export function TargetBar({ view }: { view: ViewHealth }) {
  const t = useTranslations();
  const words = useWords();
  const { status, age } = useStatus(view);
  const used = age === null ? 0 : Math.min(1, age / view.sla_seconds);
  const over = age === null ? 0 : age - view.sla_seconds;
  return (
    <div>
      <div className="h-1 overflow-hidden rounded-pill bg-sunken">
        <div className={cn("h-full rounded-pill", MARK_TONE[status])} style={{ width: `${used * 100}%` }} />
      </div>
      <p className="mt-1 flex justify-between gap-2 text-12 text-ink-soft">
        <span>{t("card.target", { span: words.span(view.sla_seconds) })}</span>
        {over > 0 && <span>{t("card.over", { span: words.span(over) })}</span>}
      </p>
    </div>
  );
}
