import { kindOf } from "@/lib/data/kinds";

/** The column by which rows are the newest first: the first moment among them, else the first day; null for none. */
export function newestColumn(columns: readonly { name: string; type: string }[]): string | null {
  const first = (kind: string) => columns.find(({ type }) => kindOf(type) === kind)?.name;
  return first("timestamp") ?? first("date") ?? null;
}
