import type { Metadata } from "next";
import { orNothing, requireViewer } from "@/app/first-data";
import { Hydrated } from "@/app/hydrated";
import { translator } from "@/app/reader";
import { DataIndex } from "@/components/data-page/data-index";
import { keys } from "@/lib/client/keys";
import { listData } from "@/server/data/index-of";

export async function generateMetadata(): Promise<Metadata> {
  const t = await translator();
  return { title: t("nav.data") };
}

export default async function Page() {
  const actor = await requireViewer("/data");
  const index = await orNothing(listData(actor));
  return (
    <Hydrated data={[[keys.dataIndex, index]]}>
      <DataIndex />
    </Hydrated>
  );
}
