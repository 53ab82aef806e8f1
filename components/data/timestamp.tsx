"use client";

import { useMemo } from "react";
import { useTimeZone, useTranslations } from "use-intl";
import { useNow } from "@/components/data/clock";
import { useWords } from "@/components/data/use-words";
import { useViewerZone } from "@/components/shell/use-viewer-zone";

const MINUTE_MS = 60_000;

/** A timestamp in the business's zone, or the one that its reader chose; on hover in full, and in the other of both. */
export function Timestamp({ at, zone }: { at: string; zone?: string }) {
  const t = useTranslations();
  const words = useWords();
  const now = useNow(MINUTE_MS);
  const shown = useTimeZone();
  const viewer = useViewerZone();
  const other = zone && zone !== shown ? zone : viewer !== null && viewer !== shown ? viewer : null;
  const title = useMemo(() => {
    const full = words.full(at, shown);
    return other ? t("timestamp.bothZones", { full, business: words.full(at, other) }) : full;
  }, [at, other, shown, words, t]);
  return (
    <time dateTime={at} title={title}>
      {words.asOf(at, now)}
    </time>
  );
}
