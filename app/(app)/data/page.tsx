import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { requireViewer } from "@/app/first-data";
import { firstPaint, prefetch } from "@/app/prefetch";
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
  const client = firstPaint();
  await prefetch(client, keys.dataIndex, () => listData(actor));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <DataIndex />
    </HydrationBoundary>
  );
}
