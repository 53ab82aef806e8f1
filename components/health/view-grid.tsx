"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Paced } from "@/components/data/paced";
import { useHeld } from "@/components/health/use-held";
import { ViewCard } from "@/components/health/view-card";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { whenReachable } from "@/lib/client/when-reachable";
import type { ViewHealth } from "@/lib/contract/health";
import { plain } from "@/lib/format/plain";

/** More than one look takes in. */
const MANY = 12;

/** More of them stand in a table, unless their reader wants cards. */
const CARDS_MAX = 24;

const ViewTable = dynamic(
  whenReachable(() => import("@/components/health/view-table").then((m) => m.ViewTable)),
  { loading: () => null },
);

/** Cards that a large screen shows at once. */
const FIRST_SCREEN = 8;

/** The cards, worst first; where they are many, found by a few letters. */
export function ViewGrid({ views }: { views: readonly ViewHealth[] }) {
  const t = useTranslations();
  const [text, setText] = useState("");
  // So many cards would be a page that nobody scrolls to its end.
  const [chosen, setChosen] = useState<boolean | null>(null);
  const asTable = views.length > MANY && (chosen ?? views.length > CARDS_MAX);
  const wanted = plain(text.trim());
  const { shown, onPress } = useHeld(
    wanted
      ? views.filter((view) => plain(`${view.title} ${view.view_name} ${view.slug}`).includes(wanted))
      : views,
  );

  return (
    <section aria-label={t("overview.views")} className="min-w-0" onClickCapture={onPress}>
      {views.length > MANY && (
        <div className="no-print mb-4 flex flex-wrap items-center gap-x-4 gap-y-2">
          <input
            type="search"
            aria-label={t("overview.filter")}
            placeholder={t("overview.filter")}
            value={text}
            onChange={(event) => setText(event.target.value)}
            className="min-h-10 w-full rounded-card border border-line-strong bg-card px-3 text-14 placeholder:text-ink-soft sm:w-80"
          />
          <p aria-live="polite" className="text-14 text-ink-soft">
            {t("overview.shown", { shown: shown.length, total: views.length })}
          </p>
          <Button size="small" aria-pressed={asTable} onClick={() => setChosen(!asTable)}>
            <Icon name={asTable ? "layout-grid" : "table"} className="size-4" />
            {t(asTable ? "overview.asCards" : "overview.asTable")}
          </Button>
        </div>
      )}
      {asTable ? (
        <ViewTable views={shown} />
      ) : (
        <div className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,21rem),1fr))] gap-2 sm:gap-4">
          {shown.map((view, index) => (
            <Paced key={view.slug}>
              <ViewCard view={view} first={index === 0} far={index >= FIRST_SCREEN} />
            </Paced>
          ))}
        </div>
      )}
      {shown.length === 0 && <p className="text-14 text-ink-soft">{t("overview.noneFound")}</p>}
    </section>
  );
}
