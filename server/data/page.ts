import { pageOf, type RowsWanted, totalsOf } from "@/db/queries/data";
import {
  describeQuery,
  isSameFile,
  type PlannedColumn,
  type ReadPlan,
  readPlan,
} from "@/db/queries/read-plan";
import type { DataQuery } from "@/lib/contract/data";
import type { CachedPage } from "@/server/data/cache";
import { readProblem, readRefused, viewReadError } from "@/server/data/read-errors";
import { rowsWanted } from "@/server/data/rows";
import { inSnapshot } from "@/server/data/snapshot";
import { ProblemError } from "@/server/problem";

/** A page with the plan that it was read by, both of one snapshot. */
export interface ReadPage extends CachedPage {
  plan: ReadPlan;
  columns: readonly PlannedColumn[];
}

const ATTEMPTS_MAX = 3;

/**
 * Reads a page from where the view's policy says. Where the view itself turns out to be locked or broken, and its
 * policy is not to fail, the sources serve instead.
 *
 * @throws ProblemError read_failed, too_slow, busy, or bad_parameter for a filter that does not fit
 */
export async function readPage(slug: string, query: DataQuery): Promise<ReadPage> {
  try {
    return await attempt(slug, query, query.source, false);
  } catch (error) {
    if (!(error instanceof Attempt)) throw error;
    const reason = query.source === "auto" && mayFallBack(error.plan) ? viewReadError(error.cause) : null;
    if (!reason) throw await readProblem(error.cause, slug, error.wanted);
    return await fromSources(slug, query, reason);
  }
}

/** Whether a read that its plan sent to the view may go to the sources after all. */
function mayFallBack(plan: ReadPlan | undefined): boolean {
  return plan?.served_from !== "base" && plan?.read_policy !== "fail";
}

async function fromSources(slug: string, query: DataQuery, reason: string): Promise<ReadPage> {
  try {
    const page = await attempt(slug, query, "base", true);
    return { ...page, plan: { ...page.plan, reason } };
  } catch (error) {
    throw error instanceof Attempt ? await readProblem(error.cause, slug, error.wanted) : error;
  }
}

/** An attempt that failed, with how far it came. */
class Attempt extends Error {
  constructor(
    override readonly cause: unknown,
    readonly plan?: ReadPlan,
    readonly wanted?: RowsWanted,
  ) {
    super("a read failed");
  }
}

async function attempt(
  slug: string,
  query: DataQuery,
  source: DataQuery["source"],
  stored: boolean,
): Promise<ReadPage> {
  for (let attempts = 0; attempts < ATTEMPTS_MAX; attempts++) {
    const page = await once(slug, query, source, stored);
    if (page) return page;
  }
  throw new ProblemError("busy", "The view was refreshed again and again meanwhile. Try again in a moment.", {
    view: slug,
    retry_after: 1,
  });
}

/** Null when a plain refresh swapped the view between plan and rows: they would not belong together. */
async function once(
  slug: string,
  query: DataQuery,
  source: DataQuery["source"],
  stored: boolean,
): Promise<ReadPage | null> {
  let plan: ReadPlan | undefined;
  let wanted: RowsWanted | undefined;
  try {
    return await inSnapshot(async (reader) => {
      plan = await readPlan(reader, slug, source, stored);
      if (!plan.relation) throw readRefused(plan);
      const columns = plan.columns ?? (await describeQuery(reader, plan.relation));
      wanted = rowsWanted(plan.relation, columns, plan.key_columns ?? [], query);
      // One more than asked for tells whether there is a next page.
      const rows = await pageOf(reader, { ...wanted, limit: query.limit + 1 });
      const totals = query.count ? await totalsOf(reader, wanted) : { total: null, sums: {} };
      if (plan.served_from !== "base" && !(await isSameFile(reader, plan))) return null;
      return {
        plan,
        columns: wanted.columns,
        rows: rows.slice(0, query.limit).join(","),
        nextOffset: rows.length > query.limit ? query.offset + query.limit : null,
        ...totals,
      };
    });
  } catch (error) {
    throw error instanceof ProblemError ? error : new Attempt(error, plan, wanted);
  }
}
