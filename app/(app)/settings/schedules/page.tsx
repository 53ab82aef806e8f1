import type { Metadata } from "next";
import { orNothing, requireViewer } from "@/app/first-data";
import { Hydrated } from "@/app/hydrated";
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
  const schedules = await orNothing(listSchedules(actor));
  return (
    <Hydrated data={[[scheduleKeys.of(), schedules]]}>
      <SchedulesSection />
    </Hydrated>
  );
}
