import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { requireViewer } from "@/app/first-data";
import { firstPaint, prefetch } from "@/app/prefetch";
import { translator } from "@/app/reader";
import { SchedulesSection } from "@/components/settings/schedules/schedules-section";
import { scheduleKeys } from "@/lib/client/schedules";
import { listSchedules } from "@/server/schedules/list";

export async function generateMetadata(): Promise<Metadata> {
  const t = await translator();
  return { title: t("settings.sections.schedules") };
}

export default async function Page() {
  const actor = await requireViewer("/settings/schedules");
  const client = firstPaint();
  await prefetch(client, scheduleKeys.of(), () => listSchedules(actor));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <SchedulesSection />
    </HydrationBoundary>
  );
}
