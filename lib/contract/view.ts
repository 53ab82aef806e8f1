import { z } from "zod";

/** How a caller names a view: its slug, or its name with or without the schema. */
export const viewName = z
  .string()
  .min(1)
  .max(200)
  // PostgreSQL has no character for it, so no view can be called so.
  .refine((name) => !name.includes("\0"), "holds a NUL character");
