"use client";

import { useTranslations } from "use-intl";
import { useHealth } from "@/components/data/use-health";
import { skipOf } from "@/lib/skips";

/** Why an attempt was skipped, in words. */
export function SkipReason({ reason }: { reason: string | null }) {
  const t = useTranslations();
  const { data } = useHealth();
  const { skip, detail } = skipOf(reason);
  if (skip === "upstream_failed") {
    const title = data?.views.find((view) => view.slug === detail)?.title ?? detail;
    return t("skips.upstream_failed", { view: title });
  }
  if (skip === "long_transaction") return t("skips.long_transaction", { who: detail || "none" });
  return t(`skips.${skip}`);
}
