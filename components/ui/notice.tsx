import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icon";
import type { IconName } from "@/components/ui/icons";
import { cn } from "@/lib/cn";

export type NoticeTone = "good" | "info" | "warning" | "bad";

const TONES: Record<NoticeTone, { icon: IconName; box: string; mark: string }> = {
  good: { icon: "circle-check", box: "border-fresh-mark/40 bg-fresh-tint", mark: "text-fresh" },
  info: { icon: "info", box: "border-refreshing-mark/40 bg-refreshing-tint", mark: "text-refreshing" },
  warning: { icon: "clock-alert", box: "border-stale-mark/40 bg-stale-tint", mark: "text-stale" },
  bad: { icon: "circle-x", box: "border-failed-mark/40 bg-failed-tint", mark: "text-failed" },
};

/** A message with its icon. The caller decides whether a screen reader is told at once. */
export function Notice({
  tone,
  children,
  className,
}: {
  tone: NoticeTone;
  children: ReactNode;
  className?: string;
}) {
  const { icon, box, mark } = TONES[tone];
  return (
    <div className={cn("flex items-start gap-2 rounded-card border px-3 py-2 text-14", box, className)}>
      <Icon name={icon} className={cn("mt-[2px] size-4 shrink-0", mark)} />
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  );
}
