"use client";

import { useTranslations } from "use-intl";
import { usePendingWords } from "@/components/health/use-pending-words";
import type { ViewHealth } from "@/lib/contract/health";

/** What was recorded and is not in the view yet: transactions and money, or why that is not known. */
export function Pending({ view }: { view: ViewHealth }) {
  const t = useTranslations();
  const words = usePendingWords();
  const lacks = view.pending_known && view.pending_transactions > 0;
  return (
    <>
      <p className={lacks ? "text-ink" : undefined} data-pending={view.pending_known}>
        {words.sentence({
          known: view.pending_known,
          reason: view.pending_reason,
          transactions: view.pending_transactions,
          amounts: view.pending_amounts,
          oldest_at: view.pending_oldest_at,
        })}
      </p>
      {view.pending_events > 0 && (
        <p className="text-ink">{t("card.waiting", { count: view.pending_events })}</p>
      )}
    </>
  );
}
