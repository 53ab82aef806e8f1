"use client";

import { useTranslations } from "use-intl";
import type { SlaAnswer } from "@/lib/contract/sla";
import type { Range } from "@/lib/range";

/** All promises in one sentence. */
export function PromiseSentence({ answer, range }: { answer: SlaAnswer; range: Range }) {
  const t = useTranslations();
  const levels = answer.views.flatMap((view) => view.levels);
  const measured = levels.filter(({ attained }) => attained !== null).length;
  const missed = levels.filter(({ attained }) => attained === false).length;
  const within = t(`ranges.in.${range}`);
  return (
    <p className="mt-1 text-14 text-ink-soft" data-promises={missed}>
      {measured === 0
        ? t("sla.nothingAll", { range: within })
        : missed === 0
          ? t("sla.allKept", { count: measured, range: within })
          : t("sla.someMissed", { missed, count: measured, range: within })}
    </p>
  );
}
