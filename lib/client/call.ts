import { queryOptions } from "@tanstack/react-query";
import { becomeFresh } from "@/lib/client/fresh";
import { ClientError, reach } from "@/lib/client/http";
import type { AnswerOf, Asked, Line, Reading, ReadingLine } from "@/lib/client/request";
import { addressOf } from "@/lib/contract/operation";

interface AnyAsked {
  params?: Readonly<Record<string, string | number>>;
  query?: Parameters<typeof addressOf>[2];
  body?: unknown;
}

/**
 * Calls an operation of this origin's API.
 *
 * @param line method and path, as declared in `lib/contract/operations/`
 * @param asked places of the path, query and body, as far as it has them
 * @returns the answer, by the type of its contract
 * @throws ClientError for every failure
 */
export async function call<L extends Line>(
  line: L,
  asked: Asked<L>,
  signal?: AbortSignal,
): Promise<AnswerOf<L>> {
  const [method, path] = line.split(" ") as [string, string];
  const { params, query, body } = asked as AnyAsked;
  const sent = body !== undefined && {
    body: JSON.stringify(body),
    headers: { "content-type": "application/json" },
  };
  const send = async () => {
    const response = await reach(addressOf(path, params, query), { method, signal, ...sent });
    return (await response.json()) as AnswerOf<L>;
  };
  try {
    return await send();
  } catch (error) {
    // What waits here is kept as it was typed, and goes on once the person has shown who he is.
    const isStale = error instanceof ClientError && error.code === "authentication_stale";
    if (!isStale || !(await becomeFresh())) throw error;
    return await send();
  }
}

/** The options of React Query for a request that reads. */
export function queryFor<L extends ReadingLine>(key: Reading<L>) {
  const [line, asked = {}] = key as unknown as [L, Asked<L>?];
  return queryOptions<AnswerOf<L>, ClientError>({
    queryKey: key,
    queryFn: ({ signal }) => call(line, asked as Asked<L>, signal),
  });
}
