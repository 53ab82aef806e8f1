import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { firstHealth, orNothing, requireViewer } from "@/app/first-data";
import { firstPaint, prefetch } from "@/app/prefetch";
import { address, type SearchParams } from "@/app/query";
import { translator } from "@/app/reader";
import { DataPage } from "@/components/data-page/data-page";
import { keys } from "@/lib/client/keys";
import { DataSearch } from "@/lib/data/search";
import { firstData } from "@/server/data/first";

interface Props {
  params: Promise<{ view: string }>;
  searchParams: SearchParams;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const slug = decodeURIComponent((await params).view);
  const [t, health] = await Promise.all([translator(), orNothing(firstHealth())]);
  const title = health?.views.find((view) => view.slug === slug)?.title;
  return { title: title ? `${t("nav.data")}: ${title}` : t("nav.data") };
}

export default async function Page({ params, searchParams }: Props) {
  const [{ view: encoded }, given] = await Promise.all([params, searchParams]);
  const slug = decodeURIComponent(encoded);
  // A column may have several conditions.
  const pairs = Object.entries(given).flatMap(([name, values]) =>
    [values ?? []].flat().map((value): [string, string] => [name, value]),
  );
  const search = DataSearch.of(pairs);
  const actor = await requireViewer(address(`/data/${encoded}`, new URLSearchParams(pairs)));
  const health = await orNothing(firstHealth());
  if (health && !health.views.some((view) => view.slug === slug)) notFound();
  const client = firstPaint();
  await prefetch(client, keys.data(slug, search.apiQuery), () => firstData(actor, slug, search.apiQuery));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <DataPage slug={slug} />
    </HydrationBoundary>
  );
}
