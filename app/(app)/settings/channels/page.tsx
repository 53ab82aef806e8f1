import type { Metadata } from "next";
import { orNothing, requireViewer } from "@/app/first-data";
import { Hydrated } from "@/app/hydrated";
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
  const may = actor.role === "admin" || actor.role === "ops";
  const channels = may ? await orNothing(listChannels(actor)) : undefined;
  return (
    <Hydrated data={[[controlKeys.channels, channels]]}>
      <ChannelsSection />
    </Hydrated>
  );
}
