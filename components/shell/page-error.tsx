"use client";

import { useRouter } from "next/navigation";
import { startTransition } from "react";
import { useTranslations } from "use-intl";
import { LoadError } from "@/components/ui/load-error";

/** A page could not be made: try again, and what to quote when asking for help. */
export function PageError({ digest, onRetry }: { digest: string | undefined; onRetry: () => void }) {
  const t = useTranslations();
  const router = useRouter();
  const retry = () =>
    startTransition(() => {
      router.refresh();
      onRetry();
    });
  return (
    <>
      <LoadError code="internal" onRetry={retry} />
      {digest && <p className="mt-2 text-12 text-ink-soft">{t("loadError.digest", { digest })}</p>}
    </>
  );
}
