"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { providerAddress } from "@/lib/client/session";

/** The way to a provider that says who it is. @param next where to go afterwards */
export function ProviderButton({ name, next }: { name: string; next: string }) {
  const t = useTranslations();
  const [state, setState] = useState<"idle" | "leaving" | "failed">("idle");
  const go = async () => {
    setState("leaving");
    const address = await providerAddress(next);
    if (address) window.location.assign(address);
    else setState("failed");
  };
  return (
    <div className="mb-4 space-y-3">
      <Button className="w-full" disabled={state === "leaving"} onClick={() => void go()}>
        {t("signIn.by", { name })}
      </Button>
      <div aria-live="assertive">
        {state === "failed" && <Notice tone="bad">{t("signIn.failed.provider")}</Notice>}
      </div>
    </div>
  );
}
