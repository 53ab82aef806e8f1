"use client";

import { useTranslations } from "use-intl";
import { Notice } from "@/components/ui/notice";
import type { ClientError } from "@/lib/client/http";

/** Why an action was refused, told at once. */
export function ActionError({ error }: { error: ClientError | null }) {
  const t = useTranslations();
  return (
    <div aria-live="assertive">
      {error && (
        <Notice tone={error.code === "not_running" ? "info" : "bad"} className="mt-2">
          {t(`problems.${error.code}`)}
        </Notice>
      )}
    </div>
  );
}
