"use client";

import { useTranslations } from "use-intl";
import { useWords } from "@/components/data/use-words";
import { MoneyLimit } from "@/components/health/money-limit";
import { Pending } from "@/components/health/pending";
import type { ViewHealth } from "@/lib/contract/health";
import { whoOf } from "@/lib/format/who";
import { known, MODE_REASONS } from "@/lib/reasons";

/** What is not in it yet, rows, the last refresh, and why readers would wait: the small print of a card. */
export function CardFacts({ view }: { view: ViewHealth }) {
  const t = useTranslations();
  const words = useWords();
  const plain = view.next_mode === "plain" ? known(MODE_REASONS, view.next_mode_reason) : null;
  const facts = [
    view.rows_count !== null && t("card.rows", { count: view.rows_count }),
    view.last_duration_ms !== null && t("card.took", { duration: words.duration(view.last_duration_ms) }),
    view.last_trigger_type &&
      (view.last_trigger_type === "manual" && view.last_triggered_by
        ? t("card.by", { tier: words.tier("manual"), who: whoOf(view.last_triggered_by) })
        : words.tier(view.last_trigger_type)),
  ].filter(Boolean);

  return (
    // Room for one line more than is usual: what waits comes and goes, and must not push the button around.
    <div className="min-h-18 space-y-1 text-14 text-ink-soft">
      <Pending view={view} />
      {view.pending_amount_max !== null && <MoneyLimit view={view} max={view.pending_amount_max} />}
      {facts.length > 0 && <p>{facts.join(" · ")}</p>}
      {plain && view.state === "ok" && <p>{t(`modes.${plain}`)}</p>}
    </div>
  );
}
