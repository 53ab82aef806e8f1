"use client";

import { useTranslations } from "use-intl";

/** Where even the frame of the pages failed. Sent with every page, so it is plain: a full load tries again. */
export default function ErrorPage({ error }: { error: Error & { digest?: string } }) {
  const t = useTranslations();
  return (
    <main id="main" className="mx-auto max-w-[80rem] p-6">
      <h1 className="text-20 font-semibold">{t("loadError.title")}</h1>
      <p className="mt-1 text-14 text-ink-soft">{t("problems.internal")}</p>
      {error.digest && (
        <p className="mt-1 text-12 text-ink-soft">{t("loadError.digest", { digest: error.digest })}</p>
      )}
      <p className="mt-4 text-14">
        <button type="button" className="underline" onClick={() => window.location.reload()}>
          {t("loadError.retry")}
        </button>
      </p>
    </main>
  );
}
