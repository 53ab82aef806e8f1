import { toProblem } from "@/server/failure";
import { ProblemError } from "@/server/problem";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
type Method = (typeof METHODS)[number];

/** A route handler, as Next calls it. */
export type Handler<P> = (request: Request, context: { params: Promise<P> }) => Promise<Response>;

/** No answer is kept by anything in between, unless it says so itself. */
export const NOT_STORED = { "Cache-Control": "no-store" };

/**
 * All methods of a route: those given, and for the others a 405 that says which there are. Next's own is empty.
 *
 * @param given handlers by method
 */
export function methods<P>(
  given: Partial<Record<Method, Handler<P>>>,
): Record<Method | "HEAD" | "OPTIONS", Handler<P>> {
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
  const head: Handler<P> = async (request, context) =>
    withoutBody(await (given.GET ?? refuse)(request, context));
  return { ...Object.fromEntries(all), HEAD: head, OPTIONS: options };
}

/** What HEAD answers: whatever would go on as long as somebody reads is ended here, since nobody will. */
async function withoutBody(answer: Response): Promise<Response> {
  await answer.body?.cancel();
  return new Response(null, { status: answer.status, headers: answer.headers });
}

/** A handler whose errors are answered as problems. */
export function orProblem<P>(handler: Handler<P>): Handler<P> {
  return async (request, context) => {
    try {
      return await handler(request, context);
    } catch (error) {
      return problemResponse(error);
    }
  };
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
 * @param deepObject of which parameter `name[key]` is gathered under `name`, since a key may have several values
 * @throws ProblemError bad_parameter for one given twice, of which one would be ignored
 */
export function queryOf(request: Request, deepObject?: string): Record<string, unknown> {
  const { searchParams } = new URL(request.url);
  // Without a prototype: a key may be called __proto__.
  const gathered: Record<string, string[]> = Object.create(null);
  for (const parameter of new Set(searchParams.keys())) {
    const values = searchParams.getAll(parameter);
    const [, name, key] = /^(\w+)\[(.+)\]$/s.exec(parameter) ?? [];
    if (name !== undefined && name === deepObject) {
      gathered[key!] = values;
      searchParams.delete(parameter);
    } else if (values.length > 1) {
      throw new ProblemError("bad_parameter", `${parameter} is given twice.`, { parameter });
    }
  }
  const given = Object.fromEntries(searchParams);
  return deepObject && Object.keys(gathered).length > 0 ? { ...given, [deepObject]: gathered } : given;
}
