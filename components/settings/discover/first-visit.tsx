"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { useHealth } from "@/components/data/use-health";
import { FoundList } from "@/components/settings/discover/found-list";
import { Newcomer } from "@/components/settings/discover/newcomer";
import { Steps } from "@/components/settings/discover/steps";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";

/** Leads an admin from a database of their own to the first badge: discover, register, refresh. */
export function FirstVisit({ onClose }: { onClose: () => void }) {
  const t = useTranslations();
  const { data } = useHealth();
  const [made, setMade] = useState<string[]>([]);
  const fresh = data?.views.some((view) => made.includes(view.slug) && view.last_refresh !== null) ?? false;
  const skippable = (data?.views.length ?? 0) > 0;
  const step = made.length === 0 ? 1 : fresh ? 3 : 2;

  return (
    <div className="mb-6 space-y-6" data-first-visit>
      <section
        aria-label={t("empty.title")}
        className="rounded-card border border-line bg-card p-4 shadow-card"
      >
        <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
          <h2 className="text-16 font-semibold">{t("empty.title")}</h2>
          {!fresh && skippable && (
            <Button size="small" tone="quiet" onClick={onClose}>
              {t("discover.skip")}
            </Button>
          )}
        </div>
        <p className="mt-1 max-w-[70ch] text-14 text-ink-soft">{t("discover.why")}</p>
        <Steps at={step} />
      </section>
      {made.length > 0 && (
        <Panel
          title={t("discover.made")}
          note={fresh ? t("discover.done") : undefined}
          aside={
            fresh && (
              <Button tone="primary" onClick={onClose}>
                {t("discover.toOverview")}
              </Button>
            )
          }
        >
          <ul className="divide-y divide-line">
            {made.map((slug) => (
              <Newcomer key={slug} slug={slug} />
            ))}
          </ul>
        </Panel>
      )}
      <Panel title={t("discover.title")} note={t("discover.note")}>
        <FoundList onDone={({ slug }) => setMade((before) => [slug, ...before])} />
      </Panel>
    </div>
  );
}
