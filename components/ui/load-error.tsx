"use client";

import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import type { ClientErrorCode } from "@/lib/client/http";

/** Nothing could be loaded: why, and a way to try again. */
export function LoadError({ code, onRetry }: { code: ClientErrorCode; onRetry: () => void }) {
  const t = useTranslations();
  return (
    <div role="alert" className="rounded-card border border-line bg-card p-6">
      <Icon name="unplug" className="size-6 text-failed" />
      <h2 className="mt-3 text-20 font-semibold">{t("loadError.title")}</h2>
      <p className="mt-1 text-14 text-ink-soft">{t(`problems.${code}`)}</p>
      <Button className="mt-4" onClick={onRetry}>
        {t("loadError.retry")}
      </Button>
    </div>
  );
}
