"use client";

import { useSearchParams } from "next/navigation";
import { useSla } from "@/components/data/use-control";
import { ViewLevels } from "@/components/service/view-levels";
import { Skeleton } from "@/components/ui/skeleton";
import { WhenNear } from "@/components/ui/when-near";
import { asRange, RANGES } from "@/lib/range";

const loading = () => <Skeleton className="h-60" />;

/** Was it as promised? The levels of one view over a day, a week and a month, and each breach with its cause. */
export function ViewPromise({ slug }: { slug: string }) {
  return (
    <WhenNear placeholder={loading()}>
      <Levels slug={slug} />
    </WhenNear>
  );
}

function Levels({ slug }: { slug: string }) {
  const range = asRange(useSearchParams().get("range"));
  const answers = {
    "24h": useSla(RANGES["24h"]).data,
    "7d": useSla(RANGES["7d"]).data,
    "30d": useSla(RANGES["30d"]).data,
  };
  const chosen = answers[range];
  const view = chosen?.views.find((one) => one.slug === slug);
  if (!chosen) return loading();
  if (!view) return null;
  const levels = (name: keyof typeof answers) =>
    answers[name]?.views.find((one) => one.slug === slug)?.levels;
  return (
    <ViewLevels
      view={view}
      range={range}
      now={Date.parse(chosen.now)}
      windows={{ "24h": levels("24h"), "7d": levels("7d"), "30d": levels("30d") }}
    />
  );
}
