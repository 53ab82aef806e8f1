"use client";

import { useTranslations } from "use-intl";
import { useClock, useNow } from "@/components/data/clock";
import { useWords } from "@/components/data/use-words";
import type { ViewHealth } from "@/lib/contract/health";
import { whoOf } from "@/lib/format/who";

interface Props {
  view: ViewHealth;
  /** When this browser asked, by its own clock; null where someone else's refresh is seen. */
  startedAt: number | null;
}

/** A refresh under way: how long so far, and how long it usually takes; as high as the target's bar, whose place it takes. */
export function RunningState({ view, startedAt }: Props) {
  const t = useTranslations();
  const words = useWords();
  const clock = useClock();
  const now = useNow();
  const own = startedAt === null ? null : clock.now() - Date.now() + startedAt;
  const since = view.running_since ? Date.parse(view.running_since) : own;
  const elapsed = since === null ? 0 : Math.max(0, now - since);
  const usual = view.typical_duration_ms;
  // Never full before it is done: an estimate is not a promise.
  const share = usual ? Math.min(0.95, elapsed / usual) : null;
  const late = usual !== null && elapsed > Math.max(3 * usual, usual + 1000);

  return (
    <div>
      <div className="h-1 overflow-hidden rounded-pill bg-sunken">
        <div
          className="h-full rounded-pill bg-refreshing-mark transition-[width]"
          style={{ width: share === null ? "30%" : `${Math.max(4, share * 100)}%` }}
        />
      </div>
      <p className="mt-1 text-12 text-refreshing">
        {usual
          ? t("refresh.elapsedOf", {
              elapsed: words.span(Math.floor(elapsed / 1000)),
              usual: words.duration(usual),
            })
          : t("refresh.elapsed", { elapsed: words.span(Math.floor(elapsed / 1000)) })}
        {startedAt === null && view.running_triggered_by && (
          <span> · {t("refresh.by", { who: whoOf(view.running_triggered_by) })}</span>
        )}
        {late && <span className="text-stale"> {t("refresh.late")}</span>}
      </p>
    </div>
  );
}
