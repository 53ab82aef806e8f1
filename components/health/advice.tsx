"use client";

import { useTranslations } from "use-intl";
import { useStatus } from "@/components/health/use-status";
import { Notice } from "@/components/ui/notice";
import { adviceOf, isPressing } from "@/lib/advice";
import { causeOf } from "@/lib/causes";
import type { ViewHealth } from "@/lib/contract/health";

/** What to do about a view, and why it fails where it does; nothing where all is well. */
export function ViewAdvice({ view }: { view: ViewHealth }) {
  const t = useTranslations();
  const { status } = useStatus(view);
  const advice = adviceOf(view, status);
  const failing = view.failures_in_a_row > 0 && view.state !== "missing";
  if (advice === "fine" && !failing) return null;
  const cause = causeOf(view.last_error_code);
  const severe =
    status === "failing" ||
    view.freshness === "very_stale" ||
    view.state === "missing" ||
    view.failures_in_a_row > 1;

  return (
    <div className="space-y-2">
      {failing && (
        <Notice tone={severe ? "bad" : "warning"}>
          <p className="font-medium">
            {t("failing.because", { count: view.failures_in_a_row, cause: t(`causes.${cause}`) })}
          </p>
          <p className="text-ink-soft">{t(`cures.${cause}`)}</p>
        </Notice>
      )}
      {advice !== "fine" && !(failing && (advice === "staleFailed" || advice === "neverFailed")) && (
        <Notice tone={isPressing(advice) ? (severe ? "bad" : "warning") : "info"}>
          {t(`advice.${advice}`, { count: view.dead_letter_events })}
        </Notice>
      )}
    </div>
  );
}
