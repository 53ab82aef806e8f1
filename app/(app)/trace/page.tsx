import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { requireViewer } from "@/app/first-data";
import { firstPaint, prefetch } from "@/app/prefetch";
import { address, readParams, type SearchParams } from "@/app/query";
import { translator } from "@/app/reader";
import { TracePage } from "@/components/trace/trace-page";
import { keys } from "@/lib/client/keys";
import { MOVEMENTS } from "@/lib/client/trace";
import { getTraces } from "@/server/trace/get";
import { listMovements } from "@/server/trace/movements";

export async function generateMetadata(): Promise<Metadata> {
  const t = await translator();
  return { title: t("trace.title") };
}

export default async function Page({ searchParams }: { searchParams: SearchParams }) {
  const query = await readParams(searchParams);
  const actor = await requireViewer(address("/trace", query));
  const ref = (query.get("ref") ?? "").trim();
  const view = query.get("view") || null;
  const client = firstPaint();
  await Promise.all([
    ref !== "" &&
      prefetch(client, keys.traces(ref, view), () => getTraces(actor, { ref, ...(view && { view }) })),
    prefetch(client, keys.movements, () => listMovements(actor, { limit: MOVEMENTS })),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <TracePage />
    </HydrationBoundary>
  );
}
