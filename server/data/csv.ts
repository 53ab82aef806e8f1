import type { Executor } from "@/db/client";
import { countOf, type RowsWanted, textsOf } from "@/db/queries/data";
import { healthOf } from "@/db/queries/health";
import { describeQuery, isSameFile, type ReadPlan, readPlan } from "@/db/queries/read-plan";
import { CSV_ROWS_MAX, type DataHead, type DataQuery } from "@/lib/contract/data";
import { csvLine } from "@/lib/format/csv";
import type { Actor } from "@/server/actor";
import { headOf } from "@/server/data/read";
import { readProblem, readRefused } from "@/server/data/read-errors";
import { rowsWanted } from "@/server/data/rows";
import { openSnapshot } from "@/server/data/snapshot";
import { db } from "@/server/db";
import { ProblemError } from "@/server/problem";
import { countRead } from "@/server/reads/count";
import { takeSeat } from "@/server/seats";

const BATCH_ROWS = 1000;
/** A stream is as slow as whoever reads it, holds a connection, and keeps a plain refresh waiting meanwhile. */
export const STREAM_SECONDS_MAX = 60;

/** A file on its way. */
export interface CsvRead {
  head: DataHead;
  /** Whether more rows match than a file holds. */
  truncated: boolean;
  lines: AsyncGenerator<string>;
  /** The view's time zone, in which a sheet has its times. */
  zone: string;
  /** Gives back what it holds; whoever has read enough calls it, even before the first line. */
  close(): Promise<void>;
}

/**
 * Reads all rows that match, up to `CSV_ROWS_MAX`, as the lines of a CSV file; `limit` does not count, `offset`
 * does. Whatever is wrong is told before the first line.
 *
 * @throws ProblemError busy or rate_limited when as many files as may are on their way
 */
export async function readCsv(actor: Actor, slug: string, query: DataQuery): Promise<CsvRead> {
  const giveBack = takeSeat("file", actor);
  let snapshot: Awaited<ReturnType<typeof openSnapshot>> | undefined;
  let batches: AsyncIterator<(string | null)[][]> | undefined;
  let lines: CsvRead["lines"] | undefined;
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= (async () => {
      try {
        // In this order: a batch that is under way is waited for.
        await lines?.return(undefined);
        await batches?.return?.();
        await snapshot?.close();
      } finally {
        giveBack();
      }
    })();
    return closing;
  };
  let wanted: RowsWanted | undefined;
  try {
    snapshot = await openSnapshot();
    const { reader } = snapshot;
    const plan = await readPlan(reader, slug, query.source);
    if (!plan.relation) throw readRefused(plan);
    const columns = plan.columns ?? (await describeQuery(reader, plan.relation));
    wanted = { ...rowsWanted(plan.relation, columns, plan.key_columns ?? [], query), limit: CSV_ROWS_MAX };
    const truncated = await isMore(reader, plan, wanted);
    const { title, time_zone: zone } = await healthOf(db().sql, slug);
    if (query.sheet) await reader`select set_config('timezone', ${zone}, true)`;
    await reader.unsafe(`set local statement_timeout = '${STREAM_SECONDS_MAX}s'`);
    batches = textsOf(reader, wanted, BATCH_ROWS)[Symbol.asyncIterator]();
    // The first rows before the first line: what is wrong with the query shows here.
    const first = await batches.next();
    countRead(slug, plan.served_from as DataHead["served_from"]);
    const head = headOf(plan, wanted.columns);
    lines = linesOf(
      wanted,
      first,
      batches,
      query.sheet ? sheetHead(query.sheet, title, zone, head.as_of) : "",
    );
    return { head, truncated, lines, zone, close };
  } catch (error) {
    await close();
    throw error instanceof ProblemError ? error : await readProblem(error, slug, wanted);
  }
}

/** Counts before anything streams: that takes the lock, after which nobody can swap the view any more. */
async function isMore(reader: Executor, plan: ReadPlan, wanted: RowsWanted): Promise<boolean> {
  const rows = await countOf(reader, wanted, CSV_ROWS_MAX + wanted.offset + 1);
  if (plan.served_from !== "base" && !(await isSameFile(reader, plan))) {
    throw new ProblemError("busy", "The view was refreshed meanwhile. Try again.", { retry_after: 1 });
  }
  return rows > CSV_ROWS_MAX + wanted.offset;
}

async function* linesOf(
  { columns }: RowsWanted,
  first: IteratorResult<(string | null)[][]>,
  batches: AsyncIterator<(string | null)[][]>,
  before: string,
): AsyncGenerator<string> {
  const isNumber = columns.map(({ cast }) => NUMBERS.test(cast));
  if (before !== "") yield before;
  yield csvLine(columns.map(({ name }) => name));
  for (let batch = first; !batch.done; batch = await batches.next()) {
    yield batch.value.map((row) => csvLine(row, isNumber)).join("");
  }
}

const NUMBERS = /^(smallint|integer|bigint|numeric|real|double precision|money|oid)$/;

/** What Excel needs to read a file as UTF-8. */
const BYTE_ORDER_MARK = "\uFEFF";

/** The first rows of a sheet: what it is, and as of when, by the clock of the business. */
function sheetHead(language: "es" | "en", title: string, zone: string, asOf: string | null): string {
  const time =
    asOf === null ? { es: "no se sabe", en: "not known" }[language] : `${timeIn(zone, asOf)} (${zone})`;
  const told = [
    [title],
    [{ es: "Corte", en: "As of" }[language], time],
    [{ es: "Descargado", en: "Downloaded" }[language], `${timeIn(zone, new Date().toISOString())} (${zone})`],
  ];
  return `${BYTE_ORDER_MARK}${told.map((cells) => csvLine(cells)).join("")}${csvLine([])}`;
}

/** "2026-11-30 17:22:05" by a clock. */
export const timeIn = (zone: string, at: string) =>
  new Date(at).toLocaleString("sv-SE", { timeZone: zone, hourCycle: "h23" });
