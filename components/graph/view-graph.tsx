"use client";

import type { CSSProperties } from "react";
import { useTranslations } from "use-intl";
import { useHealth } from "@/components/data/use-health";
import { GraphNodeCard } from "@/components/graph/graph-node";
import type { GraphNode } from "@/lib/contract/graph";
import { layout, NODE } from "@/lib/graph/layout";

/**
 * Which views read which. A list for every reader: drawn as boxes and lines where there is room, and in words on a
 * phone and for a screen reader.
 *
 * @param current slug of the view whose page this is
 */
export function ViewGraph({ views, current }: { views: readonly GraphNode[]; current?: string }) {
  const t = useTranslations();
  const { data: health } = useHealth();
  const { width, height, places, edges } = layout(views);
  const at = new Map(places.map((place) => [place.slug, place]));
  const titles = new Map(views.map(({ slug, title }) => [slug, title]));
  const size = { "--w": `${width}px`, "--h": `${height}px` } as CSSProperties;

  return (
    <section
      aria-label={t("graph.list", { count: views.length })}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard
      tabIndex={0}
      className="-m-1 overflow-x-auto p-1"
      data-graph
    >
      <div style={size} className="relative md:h-(--h) md:w-(--w)">
        <svg
          aria-hidden
          width={width}
          height={height}
          className="absolute inset-0 hidden overflow-visible text-line-strong md:block"
        >
          <defs>
            <marker
              id="graph-arrow"
              viewBox="0 0 8 8"
              refX="7"
              refY="4"
              markerWidth="7"
              markerHeight="7"
              orient="auto"
            >
              <path d="M0 0 8 4 0 8z" fill="currentColor" />
            </marker>
          </defs>
          {edges.map(({ from, to, path }) => (
            <path
              key={`${from} ${to}`}
              d={path}
              fill="none"
              stroke="currentColor"
              strokeWidth={1.5}
              markerEnd="url(#graph-arrow)"
            />
          ))}
        </svg>
        <ul className="space-y-2 md:space-y-0">
          {views.map((node) => {
            const { x, y } = at.get(node.slug)!;
            const place = {
              "--x": `${x}px`,
              "--y": `${y}px`,
              "--nw": `${NODE.width}px`,
              "--nh": `${NODE.height}px`,
            };
            return (
              <li
                key={node.slug}
                style={place as CSSProperties}
                className="md:absolute md:top-(--y) md:left-(--x) md:h-(--nh) md:w-(--nw)"
              >
                <GraphNodeCard
                  node={node}
                  view={health?.views.find(({ slug }) => slug === node.slug)}
                  reads={node.upstreams.map((slug) => titles.get(slug) ?? slug)}
                  current={node.slug === current}
                />
              </li>
            );
          })}
        </ul>
      </div>
    </section>
  );
}
