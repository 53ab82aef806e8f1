import { cn } from "@/lib/cn";

/** A grey shape that stands where something will be. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn("animate-breathe rounded-card bg-sunken", className)} />;
}
