"use client";

import { useRouter } from "next/navigation";
import { useTimeZone, useTranslations } from "use-intl";
import { useViewerZone } from "@/components/shell/use-viewer-zone";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { TIME_ZONE_COOKIE } from "@/lib/i18n/locale";

const YEAR_SECONDS = 31_536_000;

/**
 * Times stand in the business's zone, so that two people who talk of one mean the same; here their reader chooses his
 * own, or goes back. Nothing where both are one.
 *
 * @param business its zone
 */
export function ZoneSwitch({ business }: { business: string }) {
  const t = useTranslations();
  const router = useRouter();
  const shown = useTimeZone();
  const viewer = useViewerZone();
  const own = shown !== business;
  if (viewer === null || (viewer === business && !own)) return null;
  const choose = () => {
    const secure = location.protocol === "https:" ? "; secure" : "";
    const age = own ? 0 : YEAR_SECONDS;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
    document.cookie = `${TIME_ZONE_COOKIE}=${encodeURIComponent(viewer)}; path=/; max-age=${age}; samesite=lax${secure}`;
    router.refresh();
  };
  return (
    <Button
      tone="quiet"
      size="small"
      data-zone={own ? "viewer" : "business"}
      className="w-full justify-start text-left"
      onClick={choose}
    >
      <Icon name="radio" className="size-4 shrink-0" />
      {own ? t("zone.toBusiness", { zone: business }) : t("zone.toOwn", { zone: viewer })}
    </Button>
  );
}
