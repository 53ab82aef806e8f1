"use client";

import { useLocale, useTranslations } from "use-intl";
import { Timestamp } from "@/components/data/timestamp";
import { Icon } from "@/components/ui/icon";
import { alertTitle } from "@/lib/alerts/message";
import { cn } from "@/lib/cn";
import type { Delivery } from "@/lib/contract/alerts";
import { languageOf } from "@/lib/i18n/locale";

/** The latest deliveries of a channel: what was told, and how that went. */
export function DeliveryList({ deliveries }: { deliveries: readonly Delivery[] }) {
  const t = useTranslations();
  const language = languageOf(useLocale());
  return (
    <details className="text-14">
      <summary className="text-ink-soft">{t("channels.deliveries", { count: deliveries.length })}</summary>
      <ul className="mt-2 divide-y divide-line">
        {deliveries.map((one) => (
          <li key={one.id} className="flex items-start gap-2 py-2">
            <Icon
              name={one.delivered_at ? "circle-check" : "circle-x"}
              className={cn("mt-[2px] size-4 shrink-0", one.delivered_at ? "text-fresh" : "text-failed")}
            />
            <div className="min-w-0">
              <p>
                {t(`channels.edges.${one.edge}`)}
                {one.kind && ` · ${alertTitle(one.kind, language)}`}
                {one.view && ` · ${one.view}`}
              </p>
              <p className="text-12 text-ink-soft [overflow-wrap:anywhere]">
                {one.delivered_at
                  ? t.rich("channels.at", { time: () => <Timestamp at={one.delivered_at!} /> })
                  : one.next_attempt_at
                    ? t.rich("channels.tryAgain", {
                        count: one.attempts,
                        time: () => <Timestamp at={one.next_attempt_at!} />,
                      })
                    : t("channels.gaveUp")}
                {one.last_error && ` · ${one.last_error}`}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </details>
  );
}
