import type { Problem, ProblemCode } from "@/lib/contract/problem";

/** What went wrong between browser and server: a problem of the API, or no answer at all. */
export type ClientErrorCode = ProblemCode | "offline";

/** An answer that is not a success. `problem` is what the server said; null where nothing came back. */
export class ClientError extends Error {
  constructor(
    readonly code: ClientErrorCode,
    readonly problem: Problem | null,
  ) {
    super(code);
  }
}

/** Asks the API of this origin and returns its JSON. Every failure is a `ClientError`. */
export async function ask<T>(path: string, init?: RequestInit): Promise<T> {
  return (await (await reach(path, init)).json()) as T;
}

/** The same, with the answer as it came: for what is read otherwise than as JSON. */
export async function reach(path: string, init?: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { ...init, headers: { accept: "application/json", ...init?.headers } });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ClientError("offline", null);
  }
  if (response.ok) return response;
  const problem = (await response.json().catch(() => null)) as Problem | null;
  throw new ClientError(problem?.code ?? codeOf(response.status), problem);
}

/** A proxy in between answers without a problem document: the status has to do. */
function codeOf(status: number): ClientErrorCode {
  if (status === 401) return "unauthenticated";
  if (status === 403) return "forbidden";
  if (status === 404) return "not_found";
  if (status === 429) return "rate_limited";
  return status === 502 || status === 503 || status === 504 ? "offline" : "internal";
}
