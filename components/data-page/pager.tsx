"use client";

import { useFormatter, useTranslations } from "use-intl";
import { buttonStyle } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { ShallowLink } from "@/components/ui/shallow-link";
import type { DataAnswer } from "@/lib/contract/data";
import type { DataSearch } from "@/lib/data/search";
import { PAGE_SIZES } from "@/lib/data/search";

/** Which rows are shown out of how many, and the way to the others. */
export function Pager({ answer, search, path }: { answer: DataAnswer; search: DataSearch; path: string }) {
  const t = useTranslations();
  const format = useFormatter();
  const { offset, next_offset, total, sums } = answer.page;
  const count = answer.rows.length;
  const previous = offset > 0 ? Math.max(0, offset - search.limit) : null;
  const step = (to: number | null, icon: "chevron-left" | "chevron-right", words: string) => {
    const look = buttonStyle({ size: "small" });
    const inner = (
      <>
        {icon === "chevron-left" && <Icon name={icon} className="size-4" />}
        {words}
        {icon === "chevron-right" && <Icon name={icon} className="size-4" />}
      </>
    );
    if (to === null) {
      return (
        <span aria-disabled="true" className={`${look} cursor-not-allowed text-ink-soft`}>
          {inner}
        </span>
      );
    }
    return (
      <ShallowLink href={`${path}${search.with({ offset: to })}`} className={look}>
        {inner}
      </ShallowLink>
    );
  };
  return (
    <nav
      aria-label={t("data.pages")}
      className="no-print flex flex-wrap items-center justify-between gap-x-6 gap-y-3"
    >
      <p role="status" className="text-14 text-ink-soft">
        {t("data.shown", { from: offset + 1, to: offset + count, total: total ?? offset + count })}
        {Object.entries(sums).map(([column, sum]) => (
          <span key={column} data-sum={column}>
            {" · "}
            {t("data.sum", { column, sum: format.number(Number(sum), { maximumFractionDigits: 2 }) })}
          </span>
        ))}
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <span className="flex items-center gap-1 text-14 text-ink-soft">
          {t("data.perPage")}
          {PAGE_SIZES.map((size) => (
            <ShallowLink
              key={size}
              href={`${path}${search.with({ limit: size })}`}
              aria-current={size === search.limit ? "true" : undefined}
              className="flex min-h-11 min-w-8 items-center justify-center rounded-card px-1 hover:bg-sunken aria-[current]:font-semibold aria-[current]:text-ink sm:min-h-8"
            >
              {size}
            </ShallowLink>
          ))}
        </span>
        {step(previous, "chevron-left", t("data.previous"))}
        {step(next_offset, "chevron-right", t("data.next"))}
      </div>
    </nav>
  );
}
