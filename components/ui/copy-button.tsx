"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";

/**
 * Copies a text, and says whether that went well.
 *
 * @param name what it is, where a page has several
 */
export function CopyButton({ value, name }: { value: string; name?: string }) {
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
    <>
      <Button
        size="small"
        aria-label={name && t("secret.copyOf", { name })}
        className="no-print"
        onClick={() => void copy()}
      >
        <Icon name="copy" className="size-4" />
        {t("secret.copy")}
      </Button>
      <p role="status" className="text-12 text-ink-soft">
        {copied === true && t("secret.copied")}
        {copied === false && t("secret.byHand")}
      </p>
    </>
  );
}
