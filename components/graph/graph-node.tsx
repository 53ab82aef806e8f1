"use client";

import { useTranslations } from "use-intl";
import { StatusBadge } from "@/components/health/status-badge";
import { CARD_TONE } from "@/components/health/tone";
import { useStatus } from "@/components/health/use-status";
import { AttemptBadge } from "@/components/history/attempt-badge";
import { Link } from "@/components/ui/link";
import { cn } from "@/lib/cn";
import type { GraphNode } from "@/lib/contract/graph";
import type { ViewHealth } from "@/lib/contract/health";

interface Props {
  node: GraphNode;
  view: ViewHealth | undefined;
  /** Titles of the views that it reads. */
  reads: readonly string[];
  current: boolean;
}

const BOX = "flex h-full flex-col justify-center rounded-card border px-3 py-2";

/** A view in the graph: its name, its state by word, icon and colour, and what it reads. */
export function GraphNodeCard({ node, view, reads, current }: Props) {
  const t = useTranslations();
  const words = reads.length > 0 && t("graph.reads", { views: reads.join(", ") });
  const title = (
    <Link
      href={`/views/${encodeURIComponent(node.slug)}`}
      aria-current={current ? "page" : undefined}
      title={node.title}
      className={cn("block truncate text-14 hover:underline", current ? "font-semibold" : "font-medium")}
    >
      {node.title}
    </Link>
  );
  const more = (
    <>
      {words && <span className="block text-12 text-ink-soft md:sr-only">{words}</span>}
      {node.follows_upstream && (
        <span className="block text-12 text-ink-soft md:sr-only">{t("graph.follows")}</span>
      )}
    </>
  );
  if (!view) {
    return (
      <div className={cn(BOX, "border-line bg-card")}>
        {title}
        {more}
      </div>
    );
  }
  return <Known view={view} current={current} title={title} more={more} />;
}

function Known({
  view,
  current,
  title,
  more,
}: {
  view: ViewHealth;
  current: boolean;
  title: React.ReactNode;
  more: React.ReactNode;
}) {
  const { status } = useStatus(view);
  const failing = view.last_status === "failed";
  return (
    <div data-node={view.slug} className={cn(BOX, CARD_TONE[status], current && "ring-2 ring-line-strong")}>
      {title}
      <span className="flex items-center gap-2">
        {view.running_refresh_id === null ? (
          <StatusBadge status={status} className="h-5 text-12" />
        ) : (
          <StatusBadge status="refreshing" className="h-5 text-12" />
        )}
        {failing && <AttemptBadge status="failed" />}
      </span>
      {more}
    </div>
  );
}
