import { allUsers } from "@/db/queries/users";
import type { User } from "@/lib/contract/access";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { requirePermission } from "@/server/permission";

/** All accounts, closed ones too. Only admins may. */
export async function listUsers(actor: Actor): Promise<User[]> {
  requirePermission(actor, "listUsers");
  return await allUsers(db().sql);
}
