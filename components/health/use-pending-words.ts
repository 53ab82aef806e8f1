"use client";

import { useMemo } from "react";
import { useFormatter, useTranslations } from "use-intl";
import type { PendingSummary } from "@/lib/contract/pending";
import { money as writeMoney } from "@/lib/money";
import { UNKNOWN_REASONS } from "@/lib/reasons";

type Reason = keyof typeof UNKNOWN_REASONS | "not_tracked";

const isKnown = (reason: string): reason is Reason => reason in UNKNOWN_REASONS || reason === "not_tracked";

/** What a view lacks, in words: how many transactions and how much money, or why nobody knows. */
export function usePendingWords() {
  const t = useTranslations();
  const format = useFormatter();
  return useMemo(() => {
    const money = (amount: number, currency: string | null, exactly = false) =>
      writeMoney(amount, currency, (number, options) => format.number(number, options), exactly);
    const sums = (amounts: Readonly<Record<string, number>>) =>
      Object.entries(amounts)
        .filter(([, amount]) => amount !== 0)
        .map(([currency, amount]) => money(amount, currency))
        .join(" + ");
    const lack = (transactions: number, amounts: Readonly<Record<string, number>>) =>
      t("pending.lacks", { count: transactions, money: sums(amounts), some: sums(amounts) ? "yes" : "no" });
    const whyUnknown = (reason: string | null) =>
      t(`pending.unknown.${reason !== null && isKnown(reason) ? reason : "other"}`);
    const sentence = ({ known, reason, transactions, amounts }: PendingSummary) => {
      if (!known) return whyUnknown(reason);
      return transactions > 0 ? lack(transactions, amounts) : t("pending.nothing");
    };
    return { money, sums, lack, whyUnknown, sentence };
  }, [t, format]);
}
