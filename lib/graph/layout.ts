import type { GraphNode } from "@/lib/contract/graph";

/** Pixels of the drawing. */
export const NODE = { width: 208, height: 64 } as const;
const GAP = { x: 72, y: 16 } as const;

/** Where a view stands in the drawing: its upper left corner. */
export interface Place {
  slug: string;
  x: number;
  y: number;
}

/** A drawing of a graph: what is read on the left, what reads it on the right. */
export interface Layout {
  width: number;
  height: number;
  places: Place[];
  /** From the right side of what is read to the left side of what reads it, as SVG paths. */
  edges: { from: string; to: string; path: string }[];
}

/** What takes a row of a column: a view, or a line that passes on to a column further right. */
interface Row {
  key: string;
  /** Keys of the rows in the column before that lead here. */
  from: string[];
}

/** Places the views in columns by depth, each near the middle of what it reads, so that few lines cross. */
export function layout(views: readonly GraphNode[]): Layout {
  const columns = columnsOf(views);
  const rowsMax = Math.max(0, ...columns.map(({ length }) => length));
  const height = Math.max(0, rowsMax * (NODE.height + GAP.y) - GAP.y);
  const at = new Map<string, { x: number; y: number }>();
  for (const [index, column] of columns.entries()) {
    const middle = ({ from }: Row) => from.reduce((sum, key) => sum + at.get(key)!.y, 0) / (from.length || 1);
    const ordered = index === 0 ? column : column.toSorted((a, b) => middle(a) - middle(b));
    const top = (height - (ordered.length * (NODE.height + GAP.y) - GAP.y)) / 2;
    for (const [row, { key }] of ordered.entries()) {
      at.set(key, { x: index * (NODE.width + GAP.x), y: top + row * (NODE.height + GAP.y) });
    }
  }
  const known = new Set(views.map(({ slug }) => slug));
  const edges = views.flatMap(({ slug, upstreams }) =>
    upstreams
      .filter((from) => known.has(from))
      .map((from) => {
        const stops = columns.flatMap((_, index) => at.get(passing(from, slug, index)) ?? []);
        return { from, to: slug, path: curve([at.get(from)!, ...stops, at.get(slug)!]) };
      }),
  );
  const width = Math.max(0, columns.length * (NODE.width + GAP.x) - GAP.x);
  return { width, height, places: views.map(({ slug }) => ({ slug, ...at.get(slug)! })), edges };
}

/** The rows of each column, lines that pass through it included, so that none is drawn over a view. */
function columnsOf(views: readonly GraphNode[]): Row[][] {
  // Without the views that are not drawn a column may be empty: the depths are counted anew.
  const depths = [...new Set(views.map(({ depth }) => depth))].sort((a, b) => a - b);
  const column = new Map(views.map(({ slug, depth }) => [slug, depths.indexOf(depth)]));
  const columns: Row[][] = depths.map(() => []);
  for (const { slug, upstreams } of views) {
    const own = column.get(slug)!;
    const from: string[] = [];
    for (const upstream of upstreams) {
      const start = column.get(upstream);
      if (start === undefined) continue;
      let before = upstream;
      for (let index = start + 1; index < own; index++) {
        const key = passing(upstream, slug, index);
        columns[index]!.push({ key, from: [before] });
        before = key;
      }
      from.push(before);
    }
    columns[own]!.push({ key: slug, from });
  }
  return columns;
}

/** A slug has no blanks, so no view is called so. */
function passing(from: string, to: string, index: number): string {
  return `${from} ${to} ${index}`;
}

/** A line through the given corners: bent between columns, straight where it passes through one. */
function curve(stops: readonly { x: number; y: number }[]): string {
  const middle = NODE.height / 2;
  let path = `M${stops[0]!.x + NODE.width} ${stops[0]!.y + middle}`;
  for (const [index, stop] of stops.slice(1).entries()) {
    const before = stops[index]!;
    const [x1, y1, x2, y2] = [before.x + NODE.width, before.y + middle, stop.x, stop.y + middle];
    const bend = (x2 - x1) / 2;
    path += ` C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
    if (index < stops.length - 2) path += ` L${stop.x + NODE.width} ${y2}`;
  }
  return path;
}
