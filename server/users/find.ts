import { z } from "zod";
import { accountByEmail } from "@/db/queries/users";
import { db } from "@/server/db";
import { parseInput } from "@/server/parse";
import { ProblemError } from "@/server/problem";

const byId = z.object({ id: z.coerce.number({ error: "id is not a number" }).int().positive() });

/**
 * The id of an account given by its id or its address.
 *
 * @throws ProblemError not_found when no account has that address, bad_parameter for an id that is none
 */
export async function userId(given: string): Promise<number> {
  if (!given.includes("@")) return parseInput(byId, { id: given }).id;
  const account = await accountByEmail(db().sql, given);
  if (!account) throw noSuchUser(given);
  return account.id;
}

/** Nobody has this id or address. */
export function noSuchUser(given: string | number): ProblemError {
  return new ProblemError("not_found", `There is no account ${given}.`);
}
