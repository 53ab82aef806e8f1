"use client";

import { usePathname } from "next/navigation";
import { useTranslations } from "use-intl";
import { useHealth } from "@/components/data/use-health";
import { useWords } from "@/components/data/use-words";
import { Button, buttonStyle } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";

/** Says that what stands on the page is no longer kept up to date, since when, and what to do. */
export function ConnectionNotice() {
  const t = useTranslations();
  const words = useWords();
  const pathname = usePathname();
  const { data, error, dataUpdatedAt, refetch, isFetching } = useHealth();
  if (!error || !data) return null;
  const ended = error.code === "unauthenticated";

  return (
    <div role="alert" className="border-b border-stale-mark bg-stale-tint">
      <div className="mx-auto flex max-w-[80rem] flex-wrap items-center gap-3 px-4 py-2 text-14">
        <Icon name="wifi-off" className="size-4 shrink-0 text-stale" />
        <p className="min-w-0 flex-1">
          {ended ? t("connection.ended") : t("connection.lost", { time: words.time(dataUpdatedAt) })}
        </p>
        {ended ? (
          <a
            href={`/sign-in?next=${encodeURIComponent(pathname)}`}
            className={buttonStyle({ size: "small" })}
          >
            {t("connection.signIn")}
          </a>
        ) : (
          <Button size="small" disabled={isFetching} onClick={() => void refetch()}>
            {t("loadError.retry")}
          </Button>
        )}
      </div>
    </div>
  );
}
