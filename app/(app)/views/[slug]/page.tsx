import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { firstHealth, orNothing, requireViewer } from "@/app/first-data";
import { Hydrated } from "@/app/hydrated";
import { address, readParams, type SearchParams } from "@/app/query";
import { reader, translator } from "@/app/reader";
import { ViewPage } from "@/components/view/view-page";
import { controlKeys } from "@/lib/client/control";
import { seriesFilter, tableFilter, VIEW_EVENTS } from "@/lib/client/filters";
import { keys } from "@/lib/client/keys";
import { scheduleKeys } from "@/lib/client/schedules";
import { listEvents } from "@/server/events/list";
import { listHistory } from "@/server/history/list";
import { getSeries } from "@/server/history/series";
import { listSchedules } from "@/server/schedules/list";

interface Props {
  params: Promise<{ slug: string }>;
  searchParams: SearchParams;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const slug = decodeURIComponent((await params).slug);
  const [health, t] = await Promise.all([orNothing(firstHealth()), translator()]);
  return { title: health?.views.find((view) => view.slug === slug)?.title ?? t("notFound.title") };
}

export default async function Page({ params, searchParams }: Props) {
  const [{ slug: encoded }, query] = await Promise.all([params, readParams(searchParams)]);
  const slug = decodeURIComponent(encoded);
  const actor = await requireViewer(address(`/views/${encoded}`, query));
  const health = await orNothing(firstHealth());
  if (health && !health.views.some((view) => view.slug === slug)) notFound();
  const filter = tableFilter(slug, query);
  const { timeZone } = await reader();
  const charts = seriesFilter(slug, query, timeZone);
  const [series, table, schedules, events] = await Promise.all([
    orNothing(getSeries(actor, charts)),
    orNothing(listHistory(actor, filter)),
    orNothing(listSchedules(actor, { view: slug })),
    orNothing(listEvents(actor, { view: slug, limit: VIEW_EVENTS })),
  ]);
  return (
    <Hydrated
      data={[
        [keys.series(charts), series],
        [keys.history(filter), table],
        [scheduleKeys.of(slug), schedules],
        [controlKeys.eventsOf(slug, "both", VIEW_EVENTS), events],
      ]}
    >
      <ViewPage slug={slug} />
    </Hydrated>
  );
}
