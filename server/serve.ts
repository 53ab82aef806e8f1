import type { z } from "zod";
import { type Operation, placesOf } from "@/lib/contract/operation";
import { type Actor, auditName } from "@/server/actor";
import { recordRefusal } from "@/server/audit-log/refusals";
import { getActor } from "@/server/auth";
import { bodyOf } from "@/server/body";
import { env } from "@/server/env";
import { type Handler, methods, NOT_STORED, orProblem, queryOf } from "@/server/http";
import { requireSameOrigin } from "@/server/origin";
import { parseJson } from "@/server/parse";
import { requireScope } from "@/server/permission";
import { ProblemError } from "@/server/problem";
import { wakeWorker } from "@/server/wake";

type Params = Record<string, string>;
type Places<Path> = Path extends `${string}{${string}}${infer Rest}` ? [string, ...Places<Rest>] : [];
type Who<O> = O extends { permission: "anyone" | "secret" } ? [] : [actor: Actor];
type Query<O> = O extends { query: z.ZodType } ? [query: Record<string, unknown>] : [];
type Body<O> = O extends { bodyAs: "text" } ? [text: string] : O extends { body: z.ZodType } ? [unknown] : [];

/**
 * What answers an operation: who asks, the places of the path, the query and the body, as far as it has them. It
 * checks permission and input itself, since pages and the command line call it too. A `Response` goes out as it is.
 */
export type UseCase<O extends Operation> = (
  ...asked: [...Who<O>, ...Places<O["path"]>, ...Query<O>, ...Body<O>, request: Request]
) => Promise<z.input<O["output"]> | Response>;

/** Adds something around the handler of an operation. */
export type Around = (handler: Handler<Params>) => Handler<Params>;

/**
 * The routes of some operations, by path, each with all methods as Next wants them.
 *
 * @param operations declarations of a noun, see `lib/contract/operations/`
 * @param useCases what answers each
 * @param around what goes around the handler of some
 */
export function serve<T extends Record<string, Operation>>(
  operations: T,
  useCases: { [Id in keyof T]: UseCase<T[Id]> },
  around: { [Id in keyof T]?: Around } = {},
) {
  const byPath: Record<string, Partial<Record<Operation["method"], Handler<Params>>>> = {};
  for (const [id, operation] of Object.entries(operations)) {
    const { method, path } = operation;
    const handler = handlerOf(operation, useCases[id] as UseCase<Operation>);
    byPath[path] = { ...byPath[path], [method]: around[id]?.(handler) ?? handler };
  }
  const routes = Object.entries(byPath).map(([path, given]) => [path, methods(given)]);
  return Object.fromEntries(routes) as Record<T[keyof T]["path"], ReturnType<typeof methods<Params>>>;
}

/** Who asks, from where, and for what; the answer as JSON, the errors as problems. */
function handlerOf(operation: Operation, answerBy: (...asked: never[]) => Promise<unknown>): Handler<Params> {
  return orProblem(async (request, context) => {
    const actor = isOpen(operation) ? null : await getActor(request.headers);
    try {
      return await answer(operation, answerBy, actor, request, await context.params);
    } catch (error) {
      const isRefused = error instanceof ProblemError && ESCALATIONS.has(error.code);
      if (actor && isRefused) {
        const target = `${operation.method} ${operation.path}`;
        const detail = { code: error.code, why: error.message };
        await recordRefusal({ actor: auditName(actor), action: "access.refuse", target, detail });
      }
      throw error;
    }
  });
}

/** Refusals of what the caller may not, in difference to what he has got wrong. */
const ESCALATIONS: ReadonlySet<string> = new Set(["forbidden", "bad_origin"]);

async function answer(
  operation: Operation,
  answerBy: (...asked: never[]) => Promise<unknown>,
  actor: Actor | null,
  request: Request,
  places: Params,
): Promise<Response> {
  // Here for every operation: a token comes in by no other way.
  if (actor?.kind === "token" && operation.permission !== "person") requireScope(actor, operation);
  // A browser sends its cookie along whoever asks; a token is only ever sent on purpose.
  const checkOrigin = () => {
    if (actor?.kind === "user") requireSameOrigin(request.headers, env().NEXTAUTH_URL);
  };
  if (operation.method !== "GET") checkOrigin();
  const asked: unknown[] = placesOf(operation.path).map((name) => places[name]);
  if (actor) asked.unshift(actor);
  const query = operation.query ? queryOf(request, operation.deepObject) : {};
  if (operation.acts?.(query)) {
    if (request.method === "HEAD") throw new ProblemError("method_not_allowed", "HEAD only looks: use GET.");
    checkOrigin();
  }
  if (operation.query) asked.push(query);
  if (operation.body) {
    const text = await bodyOf(request);
    asked.push(operation.bodyAs === "text" ? text : parseJson(text));
  }
  const said = await answerBy(...(asked as never[]), request as never);
  if (operation.method !== "GET") wakeWorker();
  return said instanceof Response ? said : Response.json(said, { headers: NOT_STORED });
}

const isOpen = ({ permission }: Operation) => permission === "anyone" || permission === "secret";
