"use client";

import { useMemo } from "react";
import { useTimeZone, useTranslations } from "use-intl";
import { useNow } from "@/components/data/clock";
import { useWords } from "@/components/data/use-words";

const MINUTE_MS = 60_000;

/** A timestamp in the viewer's zone; on hover in full, and in the business zone where that is another. */
export function Timestamp({ at, zone }: { at: string; zone?: string }) {
  const t = useTranslations();
  const words = useWords();
  const now = useNow(MINUTE_MS);
  const viewerZone = useTimeZone();
  const title = useMemo(() => {
    const full = words.full(at, viewerZone);
    return zone && zone !== viewerZone
      ? t("timestamp.bothZones", { full, business: words.full(at, zone) })
      : full;
  }, [at, zone, viewerZone, words, t]);
  return (
    <time dateTime={at} title={title}>
      {words.asOf(at, now)}
    </time>
  );
}
