import type { z } from "zod";
// Only as types: the contract's schemas would weigh more than all else that a page loads first.
import type { OperationId, Operations } from "@/lib/contract/operations";

type ByLine = {
  [Id in OperationId as `${Operations[Id]["method"]} ${Operations[Id]["path"]}`]: Operations[Id];
};

/** An operation as one names it here, such as `GET /api/v1/mv/health/{view}`. */
export type Line = keyof ByLine;
export type ReadingLine = Extract<Line, `GET ${string}`>;

type Place<Path> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | Place<Rest> : never;
/** As a caller gives it; what is coerced takes the type that it becomes. */
type Given<In, Out> = {
  [K in keyof In]: unknown extends In[K] ? (K extends keyof Out ? Out[K] : never) : In[K];
};

/** The query that an operation takes. */
export type QueryOf<L extends Line> = ByLine[L] extends { query: infer Q extends z.ZodType }
  ? Given<z.input<Q>, z.output<Q>>
  : never;
/** The body that an operation takes. */
export type BodyOf<L extends Line> = ByLine[L] extends { body: infer B extends z.ZodType }
  ? z.input<B>
  : never;
/** What an operation answers. */
export type AnswerOf<L extends Line> = z.output<ByLine[L]["output"]>;

type ParamsPart<L extends Line> = [Place<ByLine[L]["path"]>] extends [never]
  ? unknown
  : { params: Readonly<Record<Place<ByLine[L]["path"]>, string | number>> };
type QueryPart<L extends Line> = [QueryOf<L>] extends [never]
  ? unknown
  : Partial<QueryOf<L>> extends QueryOf<L>
    ? { query?: Readonly<QueryOf<L>> }
    : { query: Readonly<QueryOf<L>> };
type BodyPart<L extends Line> = [BodyOf<L>] extends [never] ? unknown : { body: BodyOf<L> };

/** All that a request of an operation says. */
export type Asked<L extends Line> = ParamsPart<L> & QueryPart<L> & BodyPart<L>;
type AskedArgument<L extends Line> =
  unknown extends Asked<L> ? [] : Partial<Asked<L>> extends Asked<L> ? [asked?: Asked<L>] : [asked: Asked<L>];

/** A request that reads, which is also its key in the browser's cache; the server fills the same ones. */
export type Reading<L extends ReadingLine = ReadingLine> = readonly [line: L, ...asked: AskedArgument<L>];

/** A request that reads, for `queryFor` and as a key. */
export function reading<L extends ReadingLine>(line: L, ...asked: AskedArgument<L>): Reading<L> {
  return [line, ...asked];
}

/** Every request of some operations, as a filter of React Query. */
export function among(...lines: ReadingLine[]) {
  return {
    predicate: ({ queryKey: [line] }: { queryKey: readonly unknown[] }) => lines.includes(line as never),
  };
}
