import type { Actor } from "@/server/actor";
import { toProblem } from "@/server/failure";
import { NOT_STORED, problemResponse } from "@/server/http";
import { rateLimitHeaders } from "@/server/rate-limit-headers";
import { requestLater } from "@/server/refresh/later";
import { refreshLimit } from "@/server/refresh/limit";
import { requestRefresh } from "@/server/refresh/request";

/**
 * Answers a request to refresh a view: when it is done, or, where the caller prefers not to wait
 * (`Prefer: respond-async`), with 202 and an address that says how it stands.
 *
 * @param view slug or name
 * @param input see `refreshQuery`
 */
export async function answerRefresh(
  actor: Actor,
  view: string,
  input: unknown,
  { headers }: Request,
): Promise<Response> {
  const isAsync = /(^|,)\s*respond-async\s*(,|;|$)/i.test(headers.get("prefer") ?? "");
  return await withLimit(async () => {
    const later = isAsync ? await requestLater(actor, view, input) : null;
    if (!later) return { answer: await requestRefresh(actor, view, input) };
    const about = { Location: later.status_url, "Preference-Applied": "respond-async", "Retry-After": "1" };
    return { answer: later, status: 202, headers: about };
  });
}

interface Said {
  answer: { remaining: number };
  status?: number;
  headers?: Record<string, string>;
}

/** The answer with what is left of the caller's limit, also where it failed or was refused by it. */
export async function withLimit(work: () => Promise<Said>): Promise<Response> {
  try {
    const { answer, status, headers } = await work();
    const left = rateLimitHeaders(refreshLimit(), answer.remaining);
    return Response.json(answer, { status, headers: { ...NOT_STORED, ...left, ...headers } });
  } catch (error) {
    const { problem } = toProblem(error);
    if (typeof problem.remaining !== "number") throw error;
    return problemResponse(error, rateLimitHeaders(refreshLimit(), problem.remaining, problem.retry_after));
  }
}
