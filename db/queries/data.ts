import type { Executor } from "@/db/client";
import type { Filter } from "@/lib/contract/data";
import { currencyColumn, summable } from "@/lib/data/sums";
import type { PlannedColumn } from "./read-plan";

/** Rows to read. Every column comes from the catalog: a caller's text never becomes SQL. */
export interface RowsWanted {
  /** As `frescura.read_plan` gives it. */
  relation: string;
  columns: readonly PlannedColumn[];
  filters: readonly (Omit<Filter, "column"> & { column: PlannedColumn })[];
  sort: readonly { column: string; descending: boolean }[];
  limit: number;
  offset: number;
}

/** Reads a page; each row as the text of a JSON object, with numbers in full. */
export async function pageOf(sql: Executor, wanted: RowsWanted): Promise<string[]> {
  const { text, values } = selection(wanted, quotedList(wanted.columns));
  const rows = await sql.unsafe<{ row: string }[]>(`select to_json(q)::text as row from (${text}) q`, values);
  return rows.map(({ row }) => row);
}

/** Reads rows as texts, some at a time, for as long as the transaction of the reader is open. */
export function textsOf(
  sql: Executor,
  wanted: RowsWanted,
  batch: number,
): AsyncIterable<(string | null)[][]> {
  const texts = wanted.columns.map(({ name }) => `${quoted(name)}::text`).join(", ");
  const { text, values } = selection(wanted, quotedList(wanted.columns));
  return sql
    .unsafe<(string | null)[][]>(`select ${texts} from (${text}) q`, values)
    .values()
    .cursor(batch) as unknown as AsyncIterable<(string | null)[][]>;
}

/** How many rows match, and the sums of their amounts as exact text; no sums where their currencies differ. */
export async function totalsOf(
  sql: Executor,
  wanted: RowsWanted,
): Promise<{ total: number; sums: Record<string, string> }> {
  const { where, values } = conditions(wanted);
  const amounts = summable(wanted.columns);
  const currency = currencyColumn(wanted.columns);
  const sums = amounts.map((name, at) => `, sum(d.${quoted(name)})::text as s${at}`).join("");
  const currencies = currency === undefined ? "1" : `count(distinct d.${quoted(currency)})`;
  const [row] = await sql.unsafe<[Record<string, string | number | null>]>(
    `select count(*) as count, ${currencies} as currencies${sums} from ${wanted.relation} d${where}`,
    values,
  );
  const told = amounts.flatMap((name, at) => {
    const sum = row[`s${at}`];
    return sum === null || sum === undefined ? [] : [[name, String(sum)] as const];
  });
  return {
    total: Number(row.count),
    sums: Number(row.currencies) > 1 ? {} : Object.fromEntries(told),
  };
}

/** Counts the rows that match; stops at `most`. */
export async function countOf(sql: Executor, wanted: RowsWanted, most?: number): Promise<number> {
  const { where, values } = conditions(wanted);
  const limit = most === undefined ? "" : ` limit ${most}`;
  const [row] = await sql.unsafe<[{ count: number }]>(
    `select count(*) as count from (select from ${wanted.relation} d${where}${limit}) q`,
    values,
  );
  return row.count;
}

/**
 * Whether an error says something of the server, and nothing of what was asked: lost connections, transactions,
 * resources, locks, operators' doings, broken files. A cast can raise any other, by a domain's check for one.
 *
 * @param code SQLSTATE; the empty one is no error of PostgreSQL's
 */
export const isOfServer = (code: string) =>
  !/^[0-9A-Z]{5}$/.test(code) || /^(08|25|40|5[3578]|XX|F0)/.test(code);

/** Whether a value can be read as the type of a column, and compared with it. */
export async function fits(
  sql: Executor,
  { column, op, value }: RowsWanted["filters"][number],
): Promise<boolean> {
  if (op === "is_null" || op === "contains") return true;
  try {
    await sql.unsafe(`select $1::text::${column.cast} < $1::text::${column.cast}`, [value]);
    return true;
  } catch (error) {
    if (isOfServer((error as { code?: string }).code ?? "")) throw error;
    return false;
  }
}

/** Whether rows can be put in order by a column. */
export async function isSortable(sql: Executor, column: PlannedColumn): Promise<boolean> {
  try {
    await sql.unsafe(`select null::${column.cast} order by 1`);
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === "42883") return false;
    throw error;
  }
}

function selection(wanted: RowsWanted, list: string) {
  const { where, values } = conditions(wanted);
  const order = wanted.sort.map(({ column, descending }) => `${quoted(column)}${descending ? " desc" : ""}`);
  const ordered = order.length > 0 ? ` order by ${order.join(", ")}` : "";
  const text = `select ${list} from ${wanted.relation} d${where}${ordered} limit ${wanted.limit} offset ${wanted.offset}`;
  return { text, values };
}

const COMPARISONS = { eq: "=", ne: "is distinct from", lt: "<", lte: "<=", gt: ">", gte: ">=" } as const;

function conditions({ filters }: RowsWanted) {
  const values: string[] = [];
  const terms = filters.map(({ column, op, value }) => {
    const name = `d.${quoted(column.name)}`;
    if (op === "is_null") return `${name} is ${value === "true" ? "" : "not "}null`;
    values.push(value);
    const given = `$${values.length}::text`;
    if (op === "contains") return `strpos(lower(${name}::text), lower(${given})) > 0`;
    return `${name} ${COMPARISONS[op]} ${given}::${column.cast}`;
  });
  return { where: terms.length > 0 ? ` where ${terms.join(" and ")}` : "", values };
}

function quotedList(columns: readonly PlannedColumn[]): string {
  return columns.map(({ name }) => quoted(name)).join(", ");
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
