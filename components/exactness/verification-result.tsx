"use client";

import { useFormatter, useTranslations } from "use-intl";
import { Timestamp } from "@/components/data/timestamp";
import { useWords } from "@/components/data/use-words";
import { Icon } from "@/components/ui/icon";
import { cn } from "@/lib/cn";
import type { Verification } from "@/lib/contract/verifications";

const KEYS_SHOWN = 10;

/** What a comparison found: nothing, or the keys. */
export function VerificationResult({ verification }: { verification: Verification }) {
  const t = useTranslations();
  const format = useFormatter();
  const words = useWords();
  const { differing_keys, keys, rows_checked, sample_percent, started_at, duration_ms, triggered_by } =
    verification;
  const clean = differing_keys === 0;
  return (
    <div data-differing={differing_keys}>
      <p className={cn("flex items-center gap-2 font-medium", clean ? "text-fresh" : "text-failed")}>
        <Icon name={clean ? "circle-check" : "circle-x"} className="size-4 shrink-0" />
        {t("exactness.verifications.result", { count: differing_keys })}
      </p>
      <p className="text-ink-soft">
        {t.rich("exactness.verifications.facts", {
          time: () => <Timestamp at={started_at} />,
          rows: rows_checked,
          sample: format.number(sample_percent / 100, { style: "percent", maximumFractionDigits: 1 }),
          took: words.duration(duration_ms),
          by: triggered_by,
        })}
      </p>
      {!clean && (
        <>
          <ul aria-label={t("exactness.verifications.keys")} className="mt-2 flex flex-wrap gap-2">
            {keys.slice(0, KEYS_SHOWN).map((key) => (
              <li
                key={JSON.stringify(key)}
                className="rounded-card bg-sunken px-2 py-1 font-mono text-12 [overflow-wrap:anywhere]"
              >
                {key.map(String).join(" · ")}
              </li>
            ))}
            {differing_keys > KEYS_SHOWN && (
              <li className="py-1 text-12 text-ink-soft">
                {t("exactness.verifications.more", {
                  count: differing_keys - Math.min(keys.length, KEYS_SHOWN),
                })}
              </li>
            )}
          </ul>
          <p className="mt-2">{t("exactness.verifications.cure")}</p>
        </>
      )}
    </div>
  );
}
