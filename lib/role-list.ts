import type { Role } from "@/lib/contract/roles";

/** The roles in the order in which people meet them. */
export const ROLE_LIST: readonly Role[] = ["ceo", "cfo", "ops", "admin"];
