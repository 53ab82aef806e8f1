import type { GraphNode } from "@/lib/contract/graph";

/** The views that read another or are read; the others have no place in a drawing. */
export function connected(views: readonly GraphNode[]): GraphNode[] {
  const read = new Set(views.flatMap(({ upstreams }) => upstreams));
  return views.filter(({ slug, upstreams }) => upstreams.length > 0 || read.has(slug));
}

/** A view with all that it reads and all that reads it, however far; nothing where it stands alone. */
export function family(views: readonly GraphNode[], slug: string): GraphNode[] {
  const above = reach(slug, (one) => views.find((view) => view.slug === one)?.upstreams ?? []);
  const below = reach(slug, (one) =>
    views.filter(({ upstreams }) => upstreams.includes(one)).map((view) => view.slug),
  );
  const members = views.filter((view) => above.has(view.slug) || below.has(view.slug));
  return members.length > 1 ? members : [];
}

/** The views that read a view, however far, each after those that it reads. */
export function readersOf(views: readonly GraphNode[], slug: string): GraphNode[] {
  const found = reach(slug, (one) =>
    views.filter(({ upstreams }) => upstreams.includes(one)).map((view) => view.slug),
  );
  found.delete(slug);
  return views.filter((view) => found.has(view.slug)).toSorted((a, b) => a.depth - b.depth);
}

function reach(from: string, next: (slug: string) => readonly string[]): Set<string> {
  const found = new Set([from]);
  for (const slug of found) for (const one of next(slug)) found.add(one);
  return found;
}
