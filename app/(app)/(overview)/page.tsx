import type { Metadata } from "next";
import { orNothing, requireViewer } from "@/app/first-data";
import { Hydrated } from "@/app/hydrated";
import { translator } from "@/app/reader";
import { Overview } from "@/components/health/overview";
import { RECENT } from "@/lib/client/filters";
import { graphKeys } from "@/lib/client/graph";
import { keys } from "@/lib/client/keys";
import { listGraph } from "@/server/graph/list";
import { getBrief } from "@/server/history/brief";
import { listHistory } from "@/server/history/list";

export async function generateMetadata(): Promise<Metadata> {
  const t = await translator();
  return { title: t("nav.overview") };
}

export default async function OverviewPage() {
  const actor = await requireViewer("/");
  const [recent, brief, graph] = await Promise.all([
    orNothing(listHistory(actor, RECENT)),
    orNothing(getBrief(actor)),
    orNothing(listGraph(actor)),
  ]);
  return (
    <Hydrated
      data={[
        [keys.history(RECENT), recent],
        [keys.brief, brief],
        [graphKeys.all, graph],
      ]}
    >
      <Overview />
    </Hydrated>
  );
}
