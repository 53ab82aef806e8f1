import type { Actor } from "@/server/actor";
import { getActor } from "@/server/auth";
import { env } from "@/server/env";
import { toProblem } from "@/server/failure";
import { requireSameOrigin } from "@/server/origin";
import { ProblemError } from "@/server/problem";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
type Method = (typeof METHODS)[number];

/** A route handler, as Next calls it. */
export type Handler<P> = (request: Request, context: { params: Promise<P> }) => Promise<Response>;

/**
 * A handler for callers with a session or a token; its result is the JSON answer, its errors problems. A result
 * that is a `Response` already goes out as it is.
 *
 * @param act what to do for whom
 */
export function signedIn<P = Record<string, never>>(
  act: (actor: Actor, request: Request, params: P) => Promise<unknown>,
): Handler<P> {
  return async (request, { params }) => {
    try {
      const actor = await getActor(request.headers);
      // A browser sends its cookie along whoever asks; a token is only ever sent on purpose.
      if (actor.kind === "user" && request.method !== "GET" && request.method !== "HEAD") {
        requireSameOrigin(request.headers, env().NEXTAUTH_URL);
      }
      const answer = await act(actor, request, await params);
      return answer instanceof Response ? answer : Response.json(answer, { headers: NOT_STORED });
    } catch (error) {
      return problemResponse(error);
    }
  };
}

const NOT_STORED = { "Cache-Control": "no-store" };

/**
 * All methods of a route: those given, and for the others a 405 that says which there are. Next's own is empty.
 *
 * @param given handlers by method
 */
export function methods<P>(
  given: Partial<Record<Method, Handler<P>>>,
): Record<Method | "OPTIONS", Handler<P>> {
  const known = METHODS.filter((method) => given[method]);
  const allow = [...known, ...(given.GET ? ["HEAD"] : []), "OPTIONS"].join(", ");
  const refuse: Handler<P> = async ({ method }) => {
    const error = new ProblemError(
      "method_not_allowed",
      `${method} is not for this address; it takes ${allow}.`,
    );
    return problemResponse(error, { Allow: allow });
  };
  const all = METHODS.map((method) => [method, given[method] ?? refuse]);
  const options: Handler<P> = async () => new Response(null, { status: 204, headers: { Allow: allow } });
  return { ...Object.fromEntries(all), OPTIONS: options };
}

/** Any error as `application/problem+json`. */
export function problemResponse(error: unknown, headers: Record<string, string> = {}): Response {
  const { problem, status, code } = toProblem(error);
  return new Response(JSON.stringify(problem), {
    status,
    headers: {
      ...NOT_STORED,
      "Content-Type": "application/problem+json",
      ...(problem.retry_after !== undefined && { "Retry-After": String(problem.retry_after) }),
      ...(code === "unauthenticated" && { "WWW-Authenticate": "Bearer" }),
      ...headers,
    },
  });
}

/**
 * The query of a request.
 *
 * @throws ProblemError bad_parameter for one given twice, of which one would be ignored
 */
export function queryOf(request: Request): Record<string, string> {
  const { searchParams } = new URL(request.url);
  for (const parameter of searchParams.keys()) {
    if (searchParams.getAll(parameter).length > 1) {
      throw new ProblemError("bad_parameter", `${parameter} is given twice.`, { parameter });
    }
  }
  return Object.fromEntries(searchParams);
}

/**
 * The query of a request for data: `filter[<column>]` gathered under `filter`, since a column may have several.
 *
 * @throws ProblemError bad_parameter for another parameter given twice
 */
export function dataQueryOf(request: Request): Record<string, unknown> {
  const url = new URL(request.url);
  // Without a prototype: a column may be called __proto__.
  const filter: Record<string, string[]> = Object.create(null);
  for (const name of new Set(url.searchParams.keys())) {
    const column = /^filter\[(.+)\]$/s.exec(name)?.[1];
    if (column === undefined) continue;
    filter[column] = url.searchParams.getAll(name);
    url.searchParams.delete(name);
  }
  return { ...queryOf(new Request(url)), ...(Object.keys(filter).length > 0 && { filter }) };
}
