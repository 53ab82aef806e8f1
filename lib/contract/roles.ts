import { z } from "zod";
import { ROLES } from "@/lib/roles";

/** A role as a caller gives it. */
export const role = z.enum(ROLES);
