import { cn } from "@/lib/cn";

interface Props {
  className?: string;
  /** In pixels, where it is reckoned. */
  height?: number;
}

/** A grey shape that stands where something will be. */
export function Skeleton({ className, height }: Props) {
  return (
    <div aria-hidden className={cn("animate-breathe rounded-card bg-sunken", className)} style={{ height }} />
  );
}
