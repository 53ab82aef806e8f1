"use client";

import { useTranslations } from "use-intl";
import { useNow } from "@/components/data/clock";
import { Timestamp } from "@/components/data/timestamp";
import { useWords } from "@/components/data/use-words";
import { usePendingWords } from "@/components/health/use-pending-words";
import { Icon } from "@/components/ui/icon";
import type { IconName } from "@/components/ui/icons";
import { cn } from "@/lib/cn";
import type { DataHead, ServedFrom } from "@/lib/contract/data";

export const SOURCE_ICON: Record<ServedFrom, IconName> = { mv: "table", live: "radio", base: "database" };

const REASONS = [
  ...["stale", "very_stale", "unknown", "missing", "unpopulated", "never_refreshed", "recreated"],
  ...["capture_off", "capture_failed", "mapping_missing", "key_split", "locked", "broken", "not_tracked"],
  "no_definition",
  "source_refused",
] as const;

/** Which of the known reasons it is. */
export const reasonOf = (reason: string) => REASONS.find((known) => known === reason) ?? "other";

/** Where the rows come from, as of when, what they lack, and why: in words, above the rows. */
export function WhereFrom({ head }: { head: DataHead }) {
  const t = useTranslations();
  const words = useWords();
  const pending = usePendingWords();
  const now = useNow();
  const { served_from, as_of, reason, exact } = head;
  // What the view lacks the live view and the sources have: there it is no news.
  const lacks = served_from === "mv";
  const age = as_of && Math.max(0, Math.floor((now - Date.parse(as_of)) / 1000));
  return (
    <div className="space-y-1 text-14" data-served-from={served_from}>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="inline-flex items-center gap-2 text-16 font-semibold">
          <Icon name={SOURCE_ICON[served_from]} className="size-5" />
          {t(`data.from.${served_from}`)}
        </span>
        <span
          className={cn(
            "inline-flex items-center gap-1 font-medium",
            exact ? "text-fresh" : lacks && head.pending.known ? "text-ink" : "text-unknown",
          )}
        >
          <Icon
            name={exact ? "circle-check" : head.pending.known ? "info" : "circle-question-mark"}
            className="size-4"
          />
          {exact ? t("data.exact") : pending.sentence(head.pending)}
        </span>
      </p>
      <p className="text-ink-soft">
        {served_from !== "mv"
          ? t("data.asOfNow")
          : as_of
            ? t.rich("data.asOf", {
                time: () => <Timestamp at={as_of} />,
                age: words.age(Number(age)),
                recent: words.age(Number(age)) === t("age.now") ? "yes" : "no",
              })
            : t("data.asOfUnknown")}
      </p>
      {reason && (
        <p className="flex items-start gap-2 text-stale" data-reason={reason}>
          <Icon name="clock-alert" className="mt-[2px] size-4 shrink-0" />
          {t(`data.reasons.${reasonOf(reason)}`)}
        </p>
      )}
      <p className="text-ink-soft">{t(`data.policy.${head.read_policy}`)}</p>
    </div>
  );
}
