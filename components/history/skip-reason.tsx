"use client";

import { useTranslations } from "use-intl";
import { useHealth } from "@/components/data/use-health";
import type { Attempt } from "@/lib/contract/history";
import { known, SKIP_REASONS } from "@/lib/reasons";

/** Why an attempt was skipped, in words. */
export function SkipReason({
  attempt: { reason, reason_detail: detail },
}: {
  attempt: Pick<Attempt, "reason" | "reason_detail">;
}) {
  const t = useTranslations();
  const { data } = useHealth();
  const skip = known(SKIP_REASONS, reason ?? "other");
  if (skip === "upstream_failed") {
    const slug = detail?.view ?? "";
    return t("skips.upstream_failed", {
      view: data?.views.find((view) => view.slug === slug)?.title ?? slug,
    });
  }
  if (skip === "long_transaction") {
    const who =
      detail && [detail.pid, detail.role, detail.application].filter((each) => each != null).join(" ");
    return t("skips.long_transaction", { who: who || "none" });
  }
  return t(`skips.${skip}`);
}
