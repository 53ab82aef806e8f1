import { z } from "zod";

/** A registered view, and the registered views that it reads. */
export const graphNode = z.object({
  slug: z.string(),
  title: z.string(),
  /** 0 where it reads no other view, else one more than the deepest that it reads. */
  depth: z.int().nonnegative(),
  /** Slugs of the views that it reads, directly or through plain views. */
  upstreams: z.array(z.string()),
  /** Whether it is refreshed as soon as one of them was. */
  follows_upstream: z.boolean(),
});
export type GraphNode = z.infer<typeof graphNode>;

/** Answer of `GET /api/v1/mv/graph`: every registered view, those that others read first. */
export const graphAnswer = z.object({ views: z.array(graphNode) });
export type GraphAnswer = z.infer<typeof graphAnswer>;

/** Something that a view reads: a table (partitioned or foreign, too), a plain view, or another materialized one. */
export const viewSource = z.object({
  /** As SQL writes it. */
  name: z.string(),
  kind: z.enum(["table", "foreign_table", "view", "materialized_view"]),
  /** Slug and title of a materialized view that is registered. */
  slug: z.string().nullable(),
  title: z.string().nullable(),
});
export type ViewSource = z.infer<typeof viewSource>;

/** Answer of `GET /api/v1/mv/graph/<view>`: what a view is made of. */
export const definitionAnswer = z.object({
  slug: z.string(),
  title: z.string(),
  /** The SELECT behind it, as PostgreSQL writes it; null while the view does not exist. */
  definition: z.string().nullable(),
  sources: z.array(viewSource),
  /** Registered views that read it. */
  read_by: z.array(z.object({ slug: z.string(), title: z.string() })),
  follows_upstream: z.boolean(),
});
export type DefinitionAnswer = z.infer<typeof definitionAnswer>;
