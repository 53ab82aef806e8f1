"use client";

import { useTranslations } from "use-intl";
import { useAnswers } from "@/components/data/use-control";
import { useHealth } from "@/components/data/use-health";
import { NotRefreshing } from "@/components/failures/not-refreshing";
import { SlowAnswer } from "@/components/failures/slow-answer";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";

/** The two questions that people come with, answered with the facts of now, for all views or the filtered one. */
export function Answers({ slug }: { slug: string | null }) {
  const t = useTranslations();
  const { data: health } = useHealth();
  const { data } = useAnswers(slug);
  const views = health?.views.filter((view) => !slug || view.slug === slug);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6 lg:grid-cols-2">
      <Panel title={t("answers.notRefreshing")} note={t("answers.notRefreshingNote")} id="not-refreshing">
        {data && views ? <NotRefreshing views={views} facts={data} /> : <Skeleton className="h-60" />}
      </Panel>
      <Panel title={t("answers.slow")} note={t("answers.slowNote")} id="slow">
        {data && views ? <SlowAnswer views={views} facts={data} /> : <Skeleton className="h-60" />}
      </Panel>
    </div>
  );
}
