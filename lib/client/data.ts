import { ClientError, reach } from "@/lib/client/http";
import { DATA_LINE } from "@/lib/client/keys";
import { addressOf } from "@/lib/contract/operation";
import { type DataResult, parseData } from "@/lib/data/rows";

export const dataPath = (slug: string, query: string) =>
  `${addressOf(DATA_LINE.slice("GET ".length), { view: slug })}?${query}`;

/** A page of a view's rows, or why there is none: a refusal is an answer, to be shown in the place of the rows. */
export async function getData(slug: string, query: string, signal?: AbortSignal): Promise<DataResult> {
  try {
    const response = await reach(dataPath(slug, query), { signal });
    return { answer: parseData(await response.text()) };
  } catch (error) {
    if (error instanceof ClientError && error.problem && error.code !== "unauthenticated") {
      return { problem: error.problem };
    }
    throw error;
  }
}
