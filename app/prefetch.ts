import { QueryCache, QueryClient } from "@tanstack/react-query";
import { logFailure } from "@/app/first-data";
import type { DATA_LINE } from "@/lib/client/keys";
import type { AnswerOf, ReadingLine } from "@/lib/client/request";
import type { DataResult } from "@/lib/data/rows";

/**
 * A cache that is filled on the server and handed to the browser's, so that the first paint has its data. What fails
 * is logged and left out: the browser asks for it by itself.
 */
export function firstPaint(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: logFailure }),
    defaultOptions: { queries: { retry: false, networkMode: "always" } },
  });
}

/**
 * Fills in what the browser would ask the API for.
 *
 * @param client of `firstPaint`
 * @param queryKey the request, as the browser makes it
 * @param answer asks the server's own function, without a request
 */
export async function prefetch<L extends ReadingLine>(
  client: QueryClient,
  queryKey: readonly [line: L, ...asked: unknown[]],
  answer: () => Promise<L extends typeof DATA_LINE ? DataResult : AnswerOf<L>>,
): Promise<void> {
  await client.query({ queryKey, queryFn: answer }).catch(() => undefined);
}
