import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { requireViewer } from "@/app/first-data";
import { firstPaint, prefetch } from "@/app/prefetch";
import { translator } from "@/app/reader";
import { Overview } from "@/components/health/overview";
import { askKeys } from "@/lib/client/asks";
import { RECENT } from "@/lib/client/filters";
import { graphKeys } from "@/lib/client/graph";
import { keys } from "@/lib/client/keys";
import { listAsks } from "@/server/asks/list";
import { listGraph } from "@/server/graph/list";
import { getBrief } from "@/server/history/brief";
import { listHistory } from "@/server/history/list";

export async function generateMetadata(): Promise<Metadata> {
  const t = await translator();
  return { title: t("nav.overview") };
}

export default async function OverviewPage() {
  const actor = await requireViewer("/");
  const client = firstPaint();
  await Promise.all([
    prefetch(client, keys.history(RECENT), () => listHistory(actor, RECENT)),
    prefetch(client, keys.brief, () => getBrief(actor)),
    prefetch(client, graphKeys.all, () => listGraph(actor)),
    prefetch(client, askKeys.all, () => listAsks(actor)),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <Overview />
    </HydrationBoundary>
  );
}
