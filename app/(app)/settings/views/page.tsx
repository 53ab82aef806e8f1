import type { Metadata } from "next";
import { orNothing, requireViewer } from "@/app/first-data";
import { Hydrated } from "@/app/hydrated";
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
  const views = await orNothing(listViews(actor).then((views) => ({ views })));
  return (
    <Hydrated data={[[settingsKeys.views, views]]}>
      <ViewsSection />
    </Hydrated>
  );
}
