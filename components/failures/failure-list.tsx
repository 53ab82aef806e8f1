"use client";

import { useTranslations } from "use-intl";
import { Timestamp } from "@/components/data/timestamp";
import { useWords } from "@/components/data/use-words";
import { ErrorMessage } from "@/components/history/error-message";
import { Icon } from "@/components/ui/icon";
import { causeOf } from "@/lib/causes";
import type { Attempt } from "@/lib/contract/history";

interface Props {
  failures: readonly Attempt[];
  /** Titles by slug, where failures of several views stand together. */
  titles?: ReadonlyMap<string, string>;
}

/** Failures, newest first; each opens its cause and its cure. */
export function FailureList({ failures, titles }: Props) {
  const t = useTranslations();
  const words = useWords();
  return (
    <ul className="divide-y divide-line" data-failures>
      {failures.map((failure) => {
        const cause = causeOf(failure.error_code);
        const facts = [
          titles && (titles.get(failure.slug) ?? failure.view_name),
          words.tier(failure.trigger_type),
          failure.error_code,
          failure.duration_ms !== null && words.duration(failure.duration_ms),
          failure.triggered_by,
        ].filter(Boolean);
        return (
          <li key={failure.id}>
            <details className="group py-3">
              <summary className="flex list-none items-start gap-3 text-14 [&::-webkit-details-marker]:hidden">
                <Icon name="circle-x" className="mt-[2px] size-4 shrink-0 text-failed" />
                <span className="min-w-0 flex-1">
                  <span className="flex flex-wrap justify-between gap-x-3">
                    <span className="font-medium">{t(`causes.${cause}`)}</span>
                    <span className="text-ink-soft">
                      <Timestamp at={failure.refresh_started_at} />
                    </span>
                  </span>
                  <span className="block text-12 text-ink-soft [overflow-wrap:anywhere]">
                    {facts.join(" · ")}
                  </span>
                </span>
                <Icon
                  name="chevron-right"
                  className="mt-[2px] size-4 shrink-0 text-ink-soft transition-transform group-open:rotate-90"
                />
              </summary>
              <div className="mt-2 pl-7 text-14">
                <p>{t(`cures.${cause}`)}</p>
                <ErrorMessage attempt={failure} />
              </div>
            </details>
          </li>
        );
      })}
    </ul>
  );
}
