"use client";

import { useTranslations } from "use-intl";
import { ShallowLink } from "@/components/ui/shallow-link";
import { cn } from "@/lib/cn";
import type { ServedFrom } from "@/lib/contract/data";
import type { DataSearch } from "@/lib/data/search";

interface Props {
  /** What the policy of the view lets one choose. */
  sources: readonly ServedFrom[];
  search: DataSearch;
  path: string;
}

/** Where the rows are to come from: as the policy says, or from one place on purpose. */
export function SourceChoice({ sources, search, path }: Props) {
  const t = useTranslations();
  const offered = ["auto", ...sources] as const;
  if (sources.length < 2) return null;
  return (
    <nav
      aria-label={t("data.source.label")}
      className="flex w-full rounded-card border border-line bg-card p-[2px] sm:w-auto"
    >
      {offered.map((source) => (
        <ShallowLink
          key={source}
          href={`${path}${source === "auto" ? search.with({ source: "" }) : search.with({ source })}`}
          aria-current={source === search.source ? "true" : undefined}
          className={cn(
            "flex min-h-10 flex-1 items-center justify-center rounded-[6px] px-3 text-center text-14 whitespace-nowrap transition-colors sm:min-h-7",
            source === search.source ? "bg-sunken font-medium text-ink" : "text-ink-soft hover:text-ink",
          )}
        >
          {t(`data.source.${source}`)}
        </ShallowLink>
      ))}
    </nav>
  );
}
