import type { RowsWanted } from "@/db/queries/data";
import type { PlannedColumn } from "@/db/queries/read-plan";
import { type DataQuery, filtersOf } from "@/lib/contract/data";
import { newestColumn } from "@/lib/data/newest";
import { ProblemError } from "@/server/problem";

/**
 * What to read, with every column that the caller names found among those of the view.
 *
 * @param relation as the plan gives it
 * @param columns of the view, from the catalog
 * @param key columns of its unique index: last in the order, so that pages do not overlap
 * @throws ProblemError bad_parameter for a column that the view does not have
 */
export function rowsWanted(
  relation: string,
  columns: readonly PlannedColumn[],
  key: readonly string[],
  query: DataQuery,
): RowsWanted {
  const find = (name: string, parameter: string) => {
    const column = columns.find((each) => each.name === name);
    if (column) return column;
    throw new ProblemError("bad_parameter", `The view has no column ${JSON.stringify(name)}.`, {
      parameter,
      columns: columns.map((each) => each.name),
    });
  };
  const asked = (query.sort ?? []).map((text) => {
    const descending = text.startsWith("-");
    return { column: find(descending ? text.slice(1) : text, "sort").name, descending };
  });
  const newest = query.sort === undefined && query.order === "newest" ? newestColumn(columns) : null;
  if (newest !== null) asked.push({ column: newest, descending: true });
  const rest = key.filter((name) => !asked.some(({ column }) => column === name));
  return {
    relation,
    columns: query.columns ? [...new Set(query.columns)].map((name) => find(name, "columns")) : columns,
    filters: filtersOf(query).map(({ column, ...condition }) => ({
      ...condition,
      column: find(column, `filter[${column}]`),
    })),
    sort: [...asked, ...rest.map((column) => ({ column, descending: false }))],
    limit: query.limit,
    offset: query.offset,
  };
}
