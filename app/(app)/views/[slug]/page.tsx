import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { firstHealth, orNothing, requireViewer } from "@/app/first-data";
import { firstPaint, prefetch } from "@/app/prefetch";
import { address, readParams, type SearchParams } from "@/app/query";
import { reader, translator } from "@/app/reader";
import { ViewPage } from "@/components/view/view-page";
import { askKeys } from "@/lib/client/asks";
import { controlKeys } from "@/lib/client/control";
import { seriesFilter, tableFilter, VIEW_EVENTS } from "@/lib/client/filters";
import { graphKeys } from "@/lib/client/graph";
import { keys } from "@/lib/client/keys";
import { scheduleKeys } from "@/lib/client/schedules";
import { listAsks } from "@/server/asks/list";
import { listEvents } from "@/server/events/list";
import { listGraph } from "@/server/graph/list";
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
  const client = firstPaint();
  await Promise.all([
    prefetch(client, keys.series(charts), () => getSeries(actor, charts)),
    prefetch(client, keys.history(filter), () => listHistory(actor, filter)),
    prefetch(client, graphKeys.all, () => listGraph(actor)),
    prefetch(client, askKeys.all, () => listAsks(actor)),
    prefetch(client, scheduleKeys.of(slug), () => listSchedules(actor, { view: slug })),
    prefetch(client, controlKeys.eventsOf(slug, "both", VIEW_EVENTS), () =>
      listEvents(actor, { view: slug, limit: VIEW_EVENTS }),
    ),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ViewPage slug={slug} />
    </HydrationBoundary>
  );
}
