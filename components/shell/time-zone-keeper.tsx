"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useTimeZone } from "use-intl";
import { TIME_ZONE_COOKIE } from "@/lib/i18n/locale";

/** Tells the server the viewer's zone, so that the next first paint has their times. */
export function TimeZoneKeeper() {
  const router = useRouter();
  const rendered = useTimeZone();
  useEffect(() => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!zone || zone === rendered) return;
    const secure = location.protocol === "https:" ? "; secure" : "";
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
    document.cookie = `${TIME_ZONE_COOKIE}=${encodeURIComponent(zone)}; path=/; max-age=31536000; samesite=lax${secure}`;
    // Where cookies are refused the zone never arrives: ask once, not for ever.
    if (document.cookie.includes(TIME_ZONE_COOKIE)) router.refresh();
  }, [rendered, router]);
  return null;
}
