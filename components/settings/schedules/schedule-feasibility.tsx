"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { useClock } from "@/components/data/clock";
import { useView } from "@/components/data/use-health";
import { useWords } from "@/components/data/use-words";
import { call } from "@/lib/client/call";
import type { ClientError } from "@/lib/client/http";
import type { Feasibility } from "@/lib/contract/feasibility";
import { costOf } from "@/lib/schedule/cost";

/** What a schedule would cost and keep of a view's target, by that view's own history: said before it is saved. */
export function ScheduleFeasibility({
  slug,
  cron,
  timeZone,
}: {
  slug: string;
  cron: string;
  timeZone: string;
}) {
  const t = useTranslations();
  const words = useWords();
  const clock = useClock();
  const { view } = useView(slug);
  const { data } = useQuery<Feasibility, ClientError>({
    queryKey: ["feasibility", slug, {}],
    queryFn: ({ signal }) =>
      call("POST /api/v1/mv/feasibility/{view}", { params: { view: slug }, body: {} }, signal),
    staleTime: 60_000,
    retry: false,
  });
  const cost = useMemo(() => costOf({ cron, timeZone }, new Date(clock.now())), [cron, timeZone, clock]);
  if (!data) return null;
  const run = data.run_seconds;
  return (
    <div role="status" className="rounded-card bg-sunken px-3 py-2 text-14" data-feasibility>
      {run === null && <p>{t("settings.feasibility.unknown")}</p>}
      {run !== null && cost && (
        <>
          <p className={cost.shortest_seconds < run ? "text-failed" : undefined}>
            {cost.shortest_seconds < run
              ? t("schedules.tooOften", {
                  run: words.duration(run * 1000),
                  pause: words.span(cost.shortest_seconds),
                })
              : t("schedules.cost", {
                  count: cost.runs,
                  run: words.duration(run * 1000),
                  span: words.span(Math.round(cost.runs * run)),
                })}
          </p>
          {view && (
            <p className="text-ink-soft">
              {t(cost.longest_seconds + run > view.sla_seconds ? "schedules.notAlone" : "schedules.alone", {
                oldest: words.span(Math.ceil(cost.longest_seconds + run)),
                sla: words.span(view.sla_seconds),
              })}
            </p>
          )}
        </>
      )}
    </div>
  );
}
