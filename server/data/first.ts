import { OPERATIONS } from "@/lib/contract/operations";
import { type DataResult, parseData } from "@/lib/data/rows";
import type { Actor } from "@/server/actor";
import { answerData } from "@/server/data/answer";
import { toProblem } from "@/server/failure";
import { queryOf } from "@/server/http";
import { countRead } from "@/server/reads/count";

/**
 * What the browser would get for a page of rows, for the first paint. It counts as a read like any other.
 *
 * @param slug of the view
 * @param query of the API
 */
export async function firstData(actor: Actor, slug: string, query: string): Promise<DataResult> {
  try {
    const input = queryOf(new Request(`http://localhost/?${query}`), OPERATIONS.readData.deepObject);
    const response = await answerData(actor, slug, input, new Headers());
    return { answer: parseData(await response.text()) };
  } catch (error) {
    const { problem, status } = toProblem(error);
    if (status >= 500) countRead(slug, "failed");
    return { problem };
  }
}
