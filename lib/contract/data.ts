import { z } from "zod";
import { OPERATORS } from "@/lib/data/operators";
import { freshness } from "./freshness";
import { PAGE_LIMIT, PAGE_LIMIT_MAX } from "./page";
import { pendingSummary } from "./pending";
import { timestamp } from "./timestamp";
import { verdict } from "./verdict";
import { readPolicy } from "./view-settings";

/** Most rows of one page, and of one CSV file. */
export const PAGE_ROWS_MAX = PAGE_LIMIT_MAX;
export const CSV_ROWS_MAX = 100_000;

export const operator = z.enum(OPERATORS);
export type Operator = z.infer<typeof operator>;

/** One condition, as `filter[<column>]=<op>:<value>` says it. */
export interface Filter {
  column: string;
  op: Operator;
  value: string;
}

const SHAPE = new RegExp(`^(${OPERATORS.join("|")}):([^]*)$`);

/** One condition or several on one column, each `op:value`. */
const conditions = z
  .union([z.string(), z.array(z.string()).max(10)])
  .transform((given) => (typeof given === "string" ? [given] : given))
  .pipe(
    z.array(
      z
        .string()
        .max(500)
        .regex(SHAPE, `is not of the form op:value, with op one of ${OPERATORS.join(", ")}`)
        .refine((text) => !text.includes("\0"), "holds a NUL character")
        .refine(
          (text) => !text.startsWith("is_null:") || /^is_null:(true|false)$/.test(text),
          "is_null takes true or false",
        ),
    ),
  );

const columnList = z
  .string()
  .max(2000)
  .transform((list) => list.split(",").map((name) => name.trim()))
  .pipe(z.array(z.string().min(1, "names no column")).min(1));

const wholeNumber = (name: string, min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `${name} is not a whole number`)
    .transform(Number)
    .refine((n) => n >= min && n <= max, `${name} is out of range: use ${min} to ${max}`);

/** Query of `GET /api/v1/mv/data/<view>`. */
export const dataQuery = z.strictObject({
  source: z
    .enum(["auto", "mv", "live", "base"], { error: "source is auto, mv, live or base" })
    .default("auto"),
  limit: wholeNumber("limit", 1, PAGE_ROWS_MAX).default(PAGE_LIMIT),
  offset: wholeNumber("offset", 0, 10_000_000).default(0),
  /** Columns, the first counts most; `-` before one for descending. */
  sort: columnList.pipe(z.array(z.string()).max(5)).optional(),
  /** Where `sort` is left out: by the key, or the newest first, where a column tells a moment or a day. */
  order: z.enum(["key", "newest"], { error: "order is key or newest" }).default("key"),
  /** Of a CSV: for a spreadsheet, with a mark of its encoding, times in the view's zone, and what it is and as of when in its first rows, in this language. */
  sheet: z.enum(["es", "en"], { error: "sheet is es or en" }).optional(),
  /** Only these columns; all without it. */
  columns: columnList.optional(),
  /** Whether to count all rows that match. */
  count: z
    .enum(["true", "false"], { error: "count is true or false" })
    .default("false")
    .transform((v) => v === "true"),
  format: z.enum(["json", "csv"], { error: "format is json or csv" }).default("json"),
  /** `filter[<column>]=<op>:<value>`; several conditions on one column may be given. */
  filter: z.record(z.string(), conditions).default({}),
});
export type DataQuery = z.infer<typeof dataQuery>;

/** The conditions of a query in a fixed order. */
export function filtersOf({ filter }: Pick<DataQuery, "filter">): Filter[] {
  return Object.entries(filter)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([column, texts]) =>
      texts.map((text) => {
        const [, op, value] = SHAPE.exec(text)!;
        return { column, op: op as Operator, value: value! };
      }),
    );
}

/** A column of an answer, its type as SQL writes it. */
export const dataColumn = z.object({ name: z.string(), type: z.string() });
export type DataColumn = z.infer<typeof dataColumn>;

/** Where rows came from: the view itself, its live view, or its definition over the source tables. */
export const servedFrom = z.enum(["mv", "live", "base"]);
export type ServedFrom = z.infer<typeof servedFrom>;

/** All of an answer but its rows. */
export const dataHead = z.object({
  view: z.string(),
  served_from: servedFrom,
  /** Why the view itself did not serve, or why it is no better than it is; null for a fresh view. */
  reason: z.string().nullable(),
  freshness,
  /** The moment of the data; null for a view without a baseline. */
  as_of: timestamp.nullable(),
  /** Whether the answer is known to lack nothing that was committed. */
  exact: z.boolean(),
  /** What the view itself lacks. */
  pending: pendingSummary,
  /** Latest completed refresh of the view, in the same snapshot as the rows. */
  refresh_id: z.int().nullable(),
  columns: z.array(dataColumn),
  /** Where reads go when the view cannot be trusted. */
  read_policy: readPolicy,
  /** What `source` can insist on now. */
  sources: z.array(servedFrom),
  /** Columns whose value `trace` takes for the row, the best first; none for a view of groups. */
  trace_by: z.array(z.string()),
});
export type DataHead = z.infer<typeof dataHead>;

/** Answer of `GET /api/v1/mv/data/<view>`. Numbers of any size are written in full. */
export const dataAnswer = dataHead.extend({
  page: z.object({
    limit: z.int(),
    offset: z.int(),
    /** Pass as `offset` for the next page; null at the end. */
    next_offset: z.int().nullable(),
    /** Rows that match, with `count=true`. */
    total: z.int().nullable(),
    /** With `count=true`: the sums of the amounts of all rows that match, exact; none where they are of several currencies. */
    sums: z.record(z.string(), z.string()),
  }),
  rows: z.array(z.record(z.string(), z.unknown())),
});
export type DataAnswer = z.infer<typeof dataAnswer>;

/** Answer of `GET /api/v1/mv/data`: of each view where a read would go now, and what it lacks. */
export const dataIndex = z.object({
  now: timestamp,
  views: z.array(
    dataHead
      .pick({ view: true, reason: true, freshness: true, as_of: true, pending: true, read_policy: true })
      .extend({
        title: z.string(),
        /** What may be done with the view's numbers (`frescura.verdict`). */
        verdict,
        /** null where its policy is to fail, or nothing can be read. */
        served_from: servedFrom.nullable(),
      }),
  ),
});
export type DataIndex = z.infer<typeof dataIndex>;
