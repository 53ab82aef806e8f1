import type { Metadata } from "next";
import { orNothing, requireViewer } from "@/app/first-data";
import { Hydrated } from "@/app/hydrated";
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
  const [failures, counts, alerts, facts] = await Promise.all([
    orNothing(listHistory(actor, filter)),
    orNothing(listFailures(actor, { hours })),
    orNothing(listAlerts(actor, { state: "all", hours })),
    orNothing(getTroubleshooting(actor, {})),
  ]);
  return (
    <Hydrated
      data={[
        [keys.history(filter), failures],
        [controlKeys.failures(hours), counts],
        [controlKeys.alertsOf("all", hours), alerts],
        [controlKeys.answers(null), facts],
      ]}
    >
      <FailuresPage />
    </Hydrated>
  );
}
