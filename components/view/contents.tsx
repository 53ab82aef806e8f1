"use client";

import { useSearchParams } from "next/navigation";
import { useTranslations } from "use-intl";
import { useMe } from "@/components/data/use-me";
import { Link } from "@/components/ui/link";
import type { ViewHealth } from "@/lib/contract/health";
import { isOps } from "@/lib/roles";

const LOOK =
  "inline-flex min-h-11 shrink-0 items-center border-b-2 border-transparent px-3 text-14 font-medium text-ink-soft hover:border-line-strong hover:text-ink sm:min-h-9";

/** What there is of a view, and where: parts of this page, its rows, and its settings for who may change them. */
export function Contents({ view: { slug, title } }: { view: ViewHealth }) {
  const t = useTranslations();
  const query = useSearchParams().toString();
  const { data: me } = useMe();
  const view = encodeURIComponent(slug);
  // The bar on top has links of the same words.
  const own = (text: string) => ({ "aria-label": `${text}: ${title}`, children: text });
  const here = (part: string) => `/views/${view}${query && `?${query}`}#${part}`;
  return (
    <nav
      aria-label={t("view.contents.label")}
      className="no-print sticky top-14 z-10 -mx-4 flex overflow-x-auto border-b border-line bg-ground px-1"
    >
      <a href={here("now")} className={LOOK}>
        {t("view.contents.now")}
      </a>
      <a href={here("history")} className={LOOK}>
        {t("view.contents.history")}
      </a>
      <Link href={`/data/${view}`} prefetch={false} className={LOOK} {...own(t("view.contents.data"))} />
      <a href={here("definition")} className={LOOK}>
        {t("view.contents.definition")}
      </a>
      {isOps(me?.role) && (
        <Link href={`/settings/views/${view}`} className={LOOK} {...own(t("view.contents.settings"))} />
      )}
    </nav>
  );
}
