import { z } from "zod";
import { ROLES, SCOPES } from "@/lib/roles";

/** A role as a caller gives it. */
export const role = z.enum(ROLES);

/** What a token may be used for, as a caller gives it. */
export const scope = z.enum(SCOPES);
