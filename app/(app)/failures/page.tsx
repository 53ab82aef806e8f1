import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { requireViewer } from "@/app/first-data";
import { firstPaint, prefetch } from "@/app/prefetch";
import { address, readParams, type SearchParams } from "@/app/query";
import { translator } from "@/app/reader";
import { FailuresPage } from "@/components/failures/failures-page";
import { controlKeys } from "@/lib/client/control";
import { failuresFilter } from "@/lib/client/filters";
import { keys } from "@/lib/client/keys";
import { listAlerts } from "@/server/alerts/list";
import { listFailures } from "@/server/history/failures";
import { listHistory } from "@/server/history/list";
import { getTroubleshooting } from "@/server/troubleshooting/get";

export async function generateMetadata(): Promise<Metadata> {
  const t = await translator();
  return { title: t("nav.failures") };
}

export default async function Page({ searchParams }: { searchParams: SearchParams }) {
  const query = await readParams(searchParams);
  const actor = await requireViewer(address("/failures", query));
  const filter = failuresFilter(query);
  const hours = filter.hours;
  const client = firstPaint();
  await Promise.all([
    prefetch(client, keys.history(filter), () => listHistory(actor, filter)),
    prefetch(client, controlKeys.failures(hours), () => listFailures(actor, { hours })),
    prefetch(client, controlKeys.alertsOf("all", hours), () => listAlerts(actor, { state: "all", hours })),
    prefetch(client, controlKeys.answers(null), () => getTroubleshooting(actor, {})),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <FailuresPage />
    </HydrationBoundary>
  );
}
