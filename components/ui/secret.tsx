"use client";

import { useTranslations } from "use-intl";
import { CopyButton } from "@/components/ui/copy-button";

/** A secret that is shown this once, with a button that copies it. */
export function Secret({ name, value }: { name: string; value: string }) {
  const t = useTranslations();
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
        <CopyButton value={value} />
      </div>
    </div>
  );
}
