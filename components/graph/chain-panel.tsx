"use client";

import { useGraph } from "@/components/data/use-graph";
import { GraphPanel } from "@/components/graph/graph-panel";
import { connected } from "@/lib/graph/family";

/** The views that read each other; nothing where none does. Loaded by itself: it stands below the cards. */
export function ChainPanel() {
  const { data } = useGraph();
  const chained = connected(data?.views ?? []);
  return chained.length > 0 ? <GraphPanel views={chained} /> : null;
}
