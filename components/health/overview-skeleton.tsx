import { Skeleton } from "@/components/ui/skeleton";

/** The shape of the overview while it loads. */
export function OverviewSkeleton() {
  return (
    <div aria-busy="true">
      <Skeleton className="mb-6 h-9 w-2/3" />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,21rem),1fr))] gap-4">
          <Skeleton className="h-80" />
          <Skeleton className="h-80" />
        </div>
        <Skeleton className="h-96" />
      </div>
    </div>
  );
}
