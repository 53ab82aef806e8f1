import type { Metadata } from "next";
import { orNothing, requireViewer } from "@/app/first-data";
import { Hydrated } from "@/app/hydrated";
import { address, readParams, type SearchParams } from "@/app/query";
import { translator } from "@/app/reader";
import { ExactnessPage } from "@/components/exactness/exactness-page";
import { keys } from "@/lib/client/keys";
import { asRange, RANGES } from "@/lib/range";
import { listAudits } from "@/server/audits/list";
import { listAvailability } from "@/server/reads/availability";
import { listWaste } from "@/server/waste/list";

export async function generateMetadata(): Promise<Metadata> {
  const t = await translator();
  return { title: t("nav.exactness") };
}

export default async function Page({ searchParams }: { searchParams: SearchParams }) {
  const query = await readParams(searchParams);
  const actor = await requireViewer(address("/exactness", query));
  const hours = RANGES[asRange(query.get("range"))];
  const operates = actor.role === "admin" || actor.role === "ops";
  const [waste, availability, audits] = await Promise.all([
    orNothing(listWaste(actor, { hours })),
    orNothing(listAvailability(actor, { hours })),
    operates ? orNothing(listAudits(actor, { limit: 100 })) : undefined,
  ]);
  return (
    <Hydrated
      data={[
        [keys.waste(hours), waste],
        [keys.availability(hours), availability],
        [keys.audits(null), audits],
      ]}
    >
      <ExactnessPage />
    </Hydrated>
  );
}
