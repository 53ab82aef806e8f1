import { z } from "zod";

/** States of a view by the age of its data; contract C2. */
export const freshness = z.enum(["fresh", "stale", "very_stale", "unknown"]);
export type Freshness = z.infer<typeof freshness>;

/** How an attempt to refresh stands or ended; contract C1. */
export const refreshStatus = z.enum(["running", "completed", "failed", "skipped"]);
export type RefreshStatus = z.infer<typeof refreshStatus>;

/** Where a registered view stands in the catalog (`frescura.locate`). */
export const viewState = z.enum(["ok", "unpopulated", "renamed", "recreated", "missing"]);
export type ViewState = z.infer<typeof viewState>;
