import { z } from "zod";
import { readChannels } from "@/db/queries/channels";
import type { Channel } from "@/lib/contract/alerts";
import { db } from "@/server/db";
import { parseInput } from "@/server/parse";
import { ProblemError } from "@/server/problem";

const input = z.object({ id: z.coerce.number().int().positive() });

/**
 * A channel by what a caller gave as its id.
 *
 * @param given as `{ id }`
 * @throws ProblemError not_found
 */
export async function findChannel(given: unknown): Promise<Channel> {
  const { id } = parseInput(input, given);
  const [channel] = await readChannels(db().sql, { id });
  if (channel) return channel;
  throw new ProblemError("not_found", `There is no channel with the id ${id}.`, { parameter: "id" });
}
