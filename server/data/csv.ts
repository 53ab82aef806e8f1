import type { Executor } from "@/db/client";
import { countOf, type RowsWanted, textsOf } from "@/db/queries/data";
import { describeQuery, isSameFile, type ReadPlan, readPlan } from "@/db/queries/read-plan";
import { CSV_ROWS_MAX, type DataHead, type DataQuery } from "@/lib/contract/data";
import { csvLine } from "@/lib/format/csv";
import type { Actor } from "@/server/actor";
import { headOf } from "@/server/data/read";
import { readProblem, readRefused } from "@/server/data/read-errors";
import { rowsWanted } from "@/server/data/rows";
import { openSnapshot } from "@/server/data/snapshot";
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
    await reader.unsafe(`set local statement_timeout = '${STREAM_SECONDS_MAX}s'`);
    batches = textsOf(reader, wanted, BATCH_ROWS)[Symbol.asyncIterator]();
    // The first rows before the first line: what is wrong with the query shows here.
    const first = await batches.next();
    countRead(slug, plan.served_from as DataHead["served_from"]);
    lines = linesOf(wanted, first, batches);
    return { head: headOf(plan, wanted.columns), truncated, lines, close };
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
): AsyncGenerator<string> {
  const isNumber = columns.map(({ cast }) => NUMBERS.test(cast));
  yield csvLine(columns.map(({ name }) => name));
  for (let batch = first; !batch.done; batch = await batches.next()) {
    yield batch.value.map((row) => csvLine(row, isNumber)).join("");
  }
}

const NUMBERS = /^(smallint|integer|bigint|numeric|real|double precision|money|oid)$/;
