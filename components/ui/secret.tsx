"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";

/** A secret that is shown this once, with a button that copies it. */
export function Secret({ name, value }: { name: string; value: string }) {
  const t = useTranslations();
  const [copied, setCopied] = useState<boolean | null>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
    } catch {
      // Without a secure address the browser has no clipboard: the text can be marked by hand.
      setCopied(false);
    }
  };
  return (
    <div className="space-y-2">
      <p className="text-14 font-medium">{t("secret.once", { name })}</p>
      <div className="flex flex-wrap items-center gap-2">
        <code
          data-secret
          className="min-w-0 flex-1 rounded-card bg-sunken px-3 py-2 font-mono text-14 select-all [overflow-wrap:anywhere]"
        >
          {value}
        </code>
        <Button size="small" onClick={() => void copy()}>
          <Icon name="copy" className="size-4" />
          {t("secret.copy")}
        </Button>
      </div>
      <p role="status" className="text-12 text-ink-soft">
        {copied === true && t("secret.copied")}
        {copied === false && t("secret.byHand")}
      </p>
    </div>
  );
}
