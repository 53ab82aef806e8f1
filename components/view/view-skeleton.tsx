import { Skeleton } from "@/components/ui/skeleton";

/** The shape of a view's page while it loads. */
export function ViewSkeleton() {
  return (
    <div aria-busy="true" className="space-y-6">
      <Skeleton className="h-14 w-1/2" />
      <div className="grid gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Skeleton className="h-72" />
        <Skeleton className="h-72" />
      </div>
      <Skeleton className="h-80" />
      <div className="grid gap-6 lg:grid-cols-2">
        <Skeleton className="h-80" />
        <Skeleton className="h-80" />
      </div>
    </div>
  );
}
