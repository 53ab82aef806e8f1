import type { Filter, Operator } from "@/lib/contract/data";
import { OPERATORS } from "./operators";

export const PAGE_SIZES = [50, 100, 500] as const;
const PAGE_SIZE = PAGE_SIZES[0];
const SOURCES = ["mv", "live", "base"];
const NAME = /^filter\[(.+)\]$/s;

/** What a data page's URL asks for: the parameters of the API under the API's names, so that either can be copied. */
export class DataSearch {
  private constructor(private readonly params: URLSearchParams) {}

  /** @param given the page's query; what the API would refuse by its form is left out */
  static of(given: Iterable<[string, string]> | URLSearchParams): DataSearch {
    const params = new URLSearchParams();
    const all = [...given];
    const last = (name: string) => all.findLast(([key]) => key === name)?.[1];
    const source = last("source");
    if (source && SOURCES.includes(source)) params.set("source", source);
    const sort = last("sort");
    if (sort) params.set("sort", sort);
    for (const [name, value] of all) if (NAME.test(name)) params.append(name, value);
    const limit = Number(last("limit"));
    if (PAGE_SIZES.some((size) => size === limit) && limit !== PAGE_SIZE) params.set("limit", `${limit}`);
    const offset = last("offset") ?? "";
    if (/^\d{1,8}$/.test(offset) && Number(offset) > 0) params.set("offset", offset);
    return new DataSearch(params);
  }

  get source(): string {
    return this.params.get("source") ?? "auto";
  }
  get limit(): number {
    return Number(this.params.get("limit") ?? PAGE_SIZE);
  }
  get offset(): number {
    return Number(this.params.get("offset") ?? 0);
  }
  /** The column that counts first in the order. */
  get sort(): { column: string; descending: boolean } | null {
    const first = this.params.get("sort")?.split(",")[0];
    if (!first) return null;
    const descending = first.startsWith("-");
    return { column: descending ? first.slice(1) : first, descending };
  }
  get filters(): Filter[] {
    return [...this.params].flatMap(([name, text]) => {
      const column = NAME.exec(name)?.[1];
      if (column === undefined) return [];
      const at = text.indexOf(":");
      const op = OPERATORS.find((one) => one === text.slice(0, at));
      return op ? [{ column, op, value: text.slice(at + 1) }] : [];
    });
  }

  /** With another choice of one thing. A new question begins at its first page. */
  with(change: { source?: string; sort?: string | null; limit?: number; offset?: number }): DataSearch {
    const next = new URLSearchParams(this.params);
    for (const [name, value] of Object.entries(change)) {
      if (value === null) next.delete(name);
      else next.set(name, String(value));
      if (name !== "offset") next.delete("offset");
    }
    return DataSearch.of(next);
  }

  withFilter({ column, op, value }: { column: string; op: Operator; value: string }): DataSearch {
    const next = new URLSearchParams(this.params);
    next.append(`filter[${column}]`, `${op}:${value}`);
    next.delete("offset");
    return DataSearch.of(next);
  }

  /** @param at place of the filter in `filters` */
  withoutFilter(at: number): DataSearch {
    const { filters } = this;
    const bare = new URLSearchParams(
      [...this.params].filter(([name]) => !NAME.test(name) && name !== "offset"),
    );
    filters.forEach(({ column, op, value }, index) => {
      if (index !== at) bare.append(`filter[${column}]`, `${op}:${value}`);
    });
    return DataSearch.of(bare);
  }

  withoutFilters(): DataSearch {
    return DataSearch.of([...this.params].filter(([name]) => !NAME.test(name) && name !== "offset"));
  }

  /** The page's query, with its question mark; empty for the page as it opens. */
  toString(): string {
    return this.params.size > 0 ? `?${this.params}` : "";
  }

  /** The query of the API, all that matches counted. */
  get apiQuery(): string {
    const query = new URLSearchParams(this.params);
    query.set("limit", String(this.limit));
    query.set("count", "true");
    if (this.sort === null) query.set("order", "newest");
    return query.toString();
  }

  /** The query of the API for a file of all that matches, for a spreadsheet in a language. */
  csvQuery(language: "es" | "en"): string {
    const query = new URLSearchParams(this.params);
    query.delete("limit");
    query.delete("offset");
    query.set("format", "csv");
    query.set("sheet", language);
    if (this.sort === null) query.set("order", "newest");
    return query.toString();
  }
}
