import { z } from "zod";

/** Roles of people and tokens; contract C5. */
export const role = z.enum(["admin", "cfo", "ceo", "ops"]);
export type Role = z.infer<typeof role>;
