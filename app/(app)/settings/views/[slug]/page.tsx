import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { firstHealth, orNothing, requireViewer } from "@/app/first-data";
import { firstPaint, prefetch } from "@/app/prefetch";
import { translator } from "@/app/reader";
import { ViewSettingsPage } from "@/components/settings/view/view-settings-page";
import { settingsKeys } from "@/lib/client/settings";
import { getSettings } from "@/server/views/settings";

interface Props {
  params: Promise<{ slug: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const slug = decodeURIComponent((await params).slug);
  const [health, t] = await Promise.all([orNothing(firstHealth()), translator()]);
  return { title: health?.views.find((view) => view.slug === slug)?.title ?? t("notFound.title") };
}

export default async function Page({ params }: Props) {
  const { slug: encoded } = await params;
  const slug = decodeURIComponent(encoded);
  const actor = await requireViewer(`/settings/views/${encoded}`);
  const health = await orNothing(firstHealth());
  if (health && !health.views.some((view) => view.slug === slug)) notFound();
  const client = firstPaint();
  await prefetch(client, settingsKeys.view(slug), () => getSettings(actor, slug));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ViewSettingsPage slug={slug} />
    </HydrationBoundary>
  );
}
