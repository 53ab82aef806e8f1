"use client";

import { useTranslations } from "use-intl";
import { usePendingWords } from "@/components/health/use-pending-words";
import { Icon } from "@/components/ui/icon";
import { cn } from "@/lib/cn";
import type { ViewHealth } from "@/lib/contract/health";
import { missingMoney } from "@/lib/money-limit";

/** How much money may be missing from a view, and whether that is kept, by word, icon and colour. */
export function MoneyLimit({ view, max }: { view: ViewHealth; max: number }) {
  const t = useTranslations();
  const words = usePendingWords();
  const missing = missingMoney(view);
  const over = missing !== null && missing > max;
  const limit = words.money(max, view.pending_currency);
  return (
    <p
      data-money-limit={over ? "over" : "kept"}
      className={cn("flex items-center gap-1", over && "text-very-stale")}
    >
      {over && <Icon name="triangle-alert" className="size-4 shrink-0" />}
      {over
        ? t("card.moneyOver", { missing: words.money(missing, view.pending_currency), limit })
        : t("card.moneyLimit", { limit })}
    </p>
  );
}
