import { OverviewSkeleton } from "@/components/health/overview-skeleton";

export default function Loading() {
  return <OverviewSkeleton />;
}
