import { z } from "zod";
import { MODES } from "@/lib/reasons";
import { viewState } from "./freshness";
import { viewName } from "./view";

/** A materialized view that is not registered: a row of `frescura.discover()`. */
export const discoveredView = z.object({
  schema_name: z.string(),
  view_name: z.string(),
  /** The slug it would get. */
  slug: z.string(),
  populated: z.boolean(),
  rows_estimate: z.int().nullable(),
  size_bytes: z.int(),
  next_mode: z.enum(MODES),
  next_mode_reason: z.string().nullable(),
  /** What it still needs: rights, unique_index, temporary, first_refresh; empty when it can be refreshed concurrently as it stands. */
  needs: z.array(z.string()),
  /** The role that owns it, and can give the rights. */
  owner: z.string(),
  /** The SQL that would make a unique index, with the likely key; null where it has one. */
  cure: z.string().nullable(),
});
export type DiscoveredView = z.infer<typeof discoveredView>;

/** A registered view: a row of `frescura.views`, with where it stands in the catalog now. Durations in seconds. */
export const registeredView = z.object({
  slug: z.string(),
  title: z.string(),
  schema_name: z.string(),
  view_name: z.string(),
  state: viewState,
  enabled: z.boolean(),
  sla_seconds: z.int(),
  stale_seconds: z.int(),
  time_zone: z.string(),
  sources: z.array(z.string()),
});
export type RegisteredView = z.infer<typeof registeredView>;

/** Answer of `GET /api/v1/mv/views`, in the order of their slugs. */
export const viewList = z.object({ views: z.array(registeredView) });
export type ViewList = z.infer<typeof viewList>;

/** Answer of `GET /api/v1/mv/views/discover`. */
export const discovery = z.object({ found: z.array(discoveredView) });
export type Discovery = z.infer<typeof discovery>;

/** What registering a view takes. What is left out gets the defaults of `frescura.register()`. */
export const newView = z.strictObject({
  view: viewName,
  slug: z.string().min(1).max(80).optional(),
  sla_seconds: z.int().positive().optional(),
  title: z.string().trim().min(1).max(200).optional(),
  time_zone: z.string().min(1).max(100).optional(),
});
export type NewView = z.infer<typeof newView>;
