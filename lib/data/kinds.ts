import type { Operator } from "@/lib/contract/data";

/** What a column holds, as far as showing and filtering go. */
export type ColumnKind = "number" | "timestamp" | "date" | "boolean" | "text" | "json";

/** The kind of a column by its type as SQL writes it. */
export function kindOf(type: string): ColumnKind {
  if (/^(smallint|integer|bigint|numeric|real|double precision|money)\b/.test(type) && !type.endsWith("[]")) {
    return "number";
  }
  if (/^timestamp/.test(type)) return "timestamp";
  if (type === "date") return "date";
  if (type === "boolean") return "boolean";
  return /^jsonb?$|\[\]$/.test(type) ? "json" : "text";
}

const ORDERED = ["eq", "ne", "gte", "gt", "lte", "lt", "is_null"] as const;

/** What a filter can ask of a column of a kind; the first is offered first. */
export function operatorsOf(kind: ColumnKind): readonly Operator[] {
  if (kind === "text") return ["contains", "eq", "ne", "is_null"];
  if (kind === "json") return ["contains", "is_null"];
  if (kind === "boolean") return ["eq", "is_null"];
  return ORDERED;
}
