"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Timestamp } from "@/components/data/timestamp";
import { useWords } from "@/components/data/use-words";
import { Button } from "@/components/ui/button";
import type { Breach } from "@/lib/contract/sla";

const SHOWN = 5;

/** Each time that a target was missed, newest first: for how long, and why, in words. */
export function BreachTable({ breaches, zone }: { breaches: readonly Breach[]; zone?: string }) {
  const t = useTranslations();
  const words = useWords();
  const [all, setAll] = useState(false);
  const shown = all ? breaches : breaches.slice(0, SHOWN);
  return (
    <>
      <table className="mt-3 w-full text-left text-14" data-breaches>
        <caption className="sr-only">{t("sla.breachTable")}</caption>
        <thead className="text-12 text-ink-soft">
          <tr className="border-b border-line [&>th:first-child]:min-w-20 [&>th]:py-2 [&>th]:pr-3 [&>th]:font-medium">
            <th scope="col">{t("sla.from")}</th>
            <th scope="col" className="hidden sm:table-cell">
              {t("sla.to")}
            </th>
            <th scope="col" className="text-right">
              {t("sla.lasted")}
            </th>
            <th scope="col">{t("sla.why")}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((one) => (
            <tr
              key={`${one.class} ${one.began_at}`}
              className="border-b border-line align-top last:border-0 [&>td]:py-2 [&>td]:pr-3"
            >
              <td className="sm:whitespace-nowrap">
                <Timestamp at={one.began_at} zone={zone} />
              </td>
              <td className="hidden sm:table-cell">
                {one.lasts ? (
                  <span className="font-medium text-failed">{t("sla.lasts")}</span>
                ) : (
                  <Timestamp at={one.ended_at} zone={zone} />
                )}
              </td>
              <td className="text-right whitespace-nowrap">
                {words.span(Math.max(1, Math.round(one.seconds)))}
              </td>
              <td>
                <p>{t(`sla.causes.${one.cause}`)}</p>
                <p className="text-12 text-ink-soft">
                  {one.class === "normal"
                    ? t("sla.lateNormal")
                    : t("sla.lateEvents", { count: one.events ?? 0 })}
                </p>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {breaches.length > SHOWN && !all && (
        <Button size="small" className="mt-2" onClick={() => setAll(true)}>
          {t("sla.showAll", { count: breaches.length })}
        </Button>
      )}
    </>
  );
}
