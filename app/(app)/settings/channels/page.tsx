import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { requireViewer } from "@/app/first-data";
import { firstPaint, prefetch } from "@/app/prefetch";
import { translator } from "@/app/reader";
import { ChannelsSection } from "@/components/settings/channels/channels-section";
import { controlKeys } from "@/lib/client/control";
import { listChannels } from "@/server/channels/list";

export async function generateMetadata(): Promise<Metadata> {
  const t = await translator();
  return { title: t("settings.sections.channels") };
}

export default async function Page() {
  const actor = await requireViewer("/settings/channels");
  const client = firstPaint();
  if (actor.role === "admin" || actor.role === "ops") {
    await prefetch(client, controlKeys.channels, () => listChannels(actor));
  }
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ChannelsSection />
    </HydrationBoundary>
  );
}
