"use client";

import { useTranslations } from "use-intl";
import { ViewGraph } from "@/components/graph/view-graph";
import { Panel } from "@/components/ui/panel";
import type { GraphNode } from "@/lib/contract/graph";

/** The graph on the overview. */
export function GraphPanel({ views }: { views: readonly GraphNode[] }) {
  const t = useTranslations();
  return (
    <Panel title={t("graph.title")} note={t("graph.note")}>
      <ViewGraph views={views} />
    </Panel>
  );
}
