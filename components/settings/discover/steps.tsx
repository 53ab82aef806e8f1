"use client";

import { useTranslations } from "use-intl";
import { Icon } from "@/components/ui/icon";
import { cn } from "@/lib/cn";

const STEPS = ["discover", "register", "refresh", "badge"] as const;

/** How far the first visit has come. @param at index of the step that is next; what stands before it is done */
export function Steps({ at }: { at: number }) {
  const t = useTranslations();
  return (
    <ol className="mt-4 flex flex-wrap gap-x-6 gap-y-2">
      {STEPS.map((step, index) => {
        // With the badge in sight there is nothing left to do.
        const done = index < at || at === STEPS.length - 1;
        return (
          <li
            key={step}
            aria-current={index === at && !done ? "step" : undefined}
            className={cn(
              "flex items-center gap-2 text-14",
              index === at ? "font-medium text-ink" : "text-ink-soft",
            )}
          >
            {done ? (
              <Icon name="circle-check" className="size-5 text-fresh" />
            ) : (
              <span
                aria-hidden
                className="flex size-5 items-center justify-center rounded-pill bg-sunken text-12 font-semibold"
              >
                {index + 1}
              </span>
            )}
            {t(`discover.steps.${step}`)}
            {done && <span className="sr-only">{t("discover.stepDone")}</span>}
          </li>
        );
      })}
    </ol>
  );
}
