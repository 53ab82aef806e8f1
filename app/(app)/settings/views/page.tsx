import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { requireViewer } from "@/app/first-data";
import { firstPaint, prefetch } from "@/app/prefetch";
import { translator } from "@/app/reader";
import { ViewsSection } from "@/components/settings/views/views-section";
import { settingsKeys } from "@/lib/client/settings";
import { listViews } from "@/server/views/list";

export async function generateMetadata(): Promise<Metadata> {
  const t = await translator();
  return { title: t("settings.sections.views") };
}

export default async function Page() {
  const actor = await requireViewer("/settings/views");
  const client = firstPaint();
  await prefetch(client, settingsKeys.views, async () => ({ views: await listViews(actor) }));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ViewsSection />
    </HydrationBoundary>
  );
}
