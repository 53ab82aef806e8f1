import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { requireViewer } from "@/app/first-data";
import { firstPaint, prefetch } from "@/app/prefetch";
import { address, readParams, type SearchParams } from "@/app/query";
import { translator } from "@/app/reader";
import { ServicePage } from "@/components/service/service-page";
import { controlKeys } from "@/lib/client/control";
import { asRange, RANGES } from "@/lib/range";
import { getSla } from "@/server/sla/get";

export async function generateMetadata(): Promise<Metadata> {
  const t = await translator();
  return { title: t("sla.title") };
}

export default async function Page({ searchParams }: { searchParams: SearchParams }) {
  const query = await readParams(searchParams);
  const actor = await requireViewer(address("/service", query));
  // The other windows cost more the longer they are: the browser asks for them.
  const windows = [...new Set([RANGES["24h"], RANGES[asRange(query.get("range"))]])];
  const client = firstPaint();
  await Promise.all(
    windows.map((hours) => prefetch(client, controlKeys.sla(hours), () => getSla(actor, { hours }))),
  );
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ServicePage />
    </HydrationBoundary>
  );
}
