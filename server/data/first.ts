import { OPERATIONS } from "@/lib/contract/operations";
import { type DataResult, parseData } from "@/lib/data/rows";
import type { Actor } from "@/server/actor";
import { answerData } from "@/server/data/answer";
import { toProblem } from "@/server/failure";
import { queryOf } from "@/server/http";
import { countFailure } from "@/server/reads/count-failures";

/** Of no meaning: the address of a request that nobody made. */
const HERE = "http://localhost/";

/**
 * What the browser would get for a page of rows, for the first paint. It counts as a read like any other.
 *
 * @param slug of the view
 * @param query of the API
 */
export async function firstData(actor: Actor, slug: string, query: string): Promise<DataResult> {
  try {
    const input = queryOf(new Request(`${HERE}?${query}`), OPERATIONS.readData.deepObject);
    const response = await answerData(actor, slug, input, new Request(HERE));
    return { answer: parseData(await response.text()) };
  } catch (error) {
    const { problem } = toProblem(error);
    countFailure(slug, problem);
    return { problem };
  }
}
