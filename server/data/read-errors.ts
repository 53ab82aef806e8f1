import { fits, isOfServer, isSortable, type RowsWanted } from "@/db/queries/data";
import type { ReadPlan } from "@/db/queries/read-plan";
import { db } from "@/server/db";
import { ProblemError } from "@/server/problem";

/** What the database says when a read took too long, waited too long for a lock, or was refused. */
const SLOW = "57014";
const LOCKED = "55P03";

const WORDS: Readonly<Record<string, string>> = {
  missing: "The view does not exist any more",
  unpopulated: "The view holds no data yet",
  never_refreshed: "The view was never refreshed",
  recreated: "The view was created anew and not refreshed since",
  stale: "The view is stale",
  very_stale: "The view is very stale",
  capture_off: "It is not known what the view lacks: writes were not captured",
  capture_failed: "It is not known what the view lacks: a write could not be captured",
  mapping_missing: "It is not known what the view lacks: a source leads to it in more ways than are mapped",
  key_split: "It is not known what the view lacks: no source is mapped by the whole key in its row",
  not_tracked: "The view is not tracked, so that it has no live view",
  no_definition: "The view is gone, and its definition was never kept",
  source_refused: "The policy of the view is to fail, and allows no other source than the view itself",
};

/** The problem of a view that nothing could be read from, with the reason as a code and in words. */
export function readRefused({ slug, reason, read_policy }: ReadPlan): ProblemError {
  const words = WORDS[reason ?? ""] ?? "The view cannot be read";
  if (reason === "source_refused") {
    return new ProblemError("unsupported", `${words}.`, { view: slug, parameter: "source", reason });
  }
  const policy = read_policy === "fail" ? ", and its policy is to fail" : "";
  return new ProblemError("read_failed", `${words}${policy}.`, { view: slug, reason, served_from: null });
}

/** Why a read of the view itself failed, where its sources may still serve; null for what is no fault of the view. */
export function viewReadError(error: unknown): "locked" | "broken" | null {
  const code = codeOf(error);
  if (code === LOCKED) return "locked";
  // Rights (42501), an object that is gone (42P01) or cannot be scanned (55000), a damaged page (XX001).
  return /^(42501|42P01|55000|XX00)/.test(code) ? "broken" : null;
}

/**
 * What a failed read is to the caller: a wrong filter is theirs, a slow query is told as such.
 *
 * @param wanted what was to be read
 */
export async function readProblem(error: unknown, slug: string, wanted?: RowsWanted): Promise<unknown> {
  const code = codeOf(error);
  if (code === SLOW || code === LOCKED) {
    const detail =
      code === SLOW
        ? "The query took too long and was ended. Filter by more, or ask for fewer rows."
        : "The view is locked, probably by a refresh that readers wait for. Try again in a moment.";
    return new ProblemError("too_slow", detail, { view: slug, retry_after: 5 });
  }
  if (wanted && !isOfServer(code)) {
    const mine = await wrongParameter(wanted);
    if (mine) return mine;
  }
  return error;
}

async function wrongParameter({ filters, sort, columns }: RowsWanted): Promise<ProblemError | null> {
  for (const filter of filters) {
    if (await fits(db().sql, filter)) continue;
    const { name, type } = filter.column;
    const detail = `The filter on ${name} does not fit it: the column is ${type}.`;
    return new ProblemError("bad_parameter", detail, { parameter: `filter[${name}]` });
  }
  for (const { column } of sort) {
    const found = columns.find(({ name }) => name === column);
    if (!found || (await isSortable(db().sql, found))) continue;
    const detail = `Rows cannot be put in order by ${column}: it is ${found.type}.`;
    return new ProblemError("bad_parameter", detail, { parameter: "sort" });
  }
  return null;
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" ? code : "";
}
