import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { requireViewer } from "@/app/first-data";
import { firstPaint, prefetch } from "@/app/prefetch";
import { address, readParams, type SearchParams } from "@/app/query";
import { translator } from "@/app/reader";
import { ExactnessPage } from "@/components/exactness/exactness-page";
import { keys } from "@/lib/client/keys";
import { asRange, RANGES } from "@/lib/range";
import { listNoopRefreshes } from "@/server/noop-refreshes/list";
import { listAvailability } from "@/server/reads/availability";
import { listVerifications } from "@/server/verifications/list";

export async function generateMetadata(): Promise<Metadata> {
  const t = await translator();
  return { title: t("nav.exactness") };
}

export default async function Page({ searchParams }: { searchParams: SearchParams }) {
  const query = await readParams(searchParams);
  const actor = await requireViewer(address("/exactness", query));
  const hours = RANGES[asRange(query.get("range"))];
  const operates = actor.role === "admin" || actor.role === "ops";
  const client = firstPaint();
  await Promise.all([
    prefetch(client, keys.noopRefreshes(hours), () => listNoopRefreshes(actor, { hours })),
    prefetch(client, keys.availability(hours), () => listAvailability(actor, { hours })),
    operates && prefetch(client, keys.verifications(null), () => listVerifications(actor, { limit: 100 })),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ExactnessPage />
    </HydrationBoundary>
  );
}
