"use client";

import { useTranslations } from "use-intl";
import { Choice } from "@/components/ui/choice";
import { DEFAULT_RANGE, RANGES, type Range } from "@/lib/range";

/** How far back the page looks. */
export function RangeChoice() {
  const t = useTranslations();
  const options = (Object.keys(RANGES) as Range[]).map((value) => ({ value, label: t(`ranges.${value}`) }));
  return <Choice name="range" label={t("ranges.label")} options={options} fallback={DEFAULT_RANGE} />;
}
