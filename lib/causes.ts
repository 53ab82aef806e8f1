/** Why a refresh failed, as a person would say it; the words are `causes.<key>` and `cures.<key>` in the messages. */
export const CAUSES = [
  "duplicates",
  "missing",
  "column",
  "lock",
  "cancelled",
  "killed",
  "deadlock",
  "disk",
  "memory",
  "resources",
  "readonly",
  "rights",
  "unpopulated",
  "division",
  "value",
  "transaction",
  "connection",
  "other",
] as const;
export type Cause = (typeof CAUSES)[number];

const BY_STATE: Readonly<Record<string, Cause>> = {
  "21000": "duplicates",
  "23505": "duplicates",
  "42P01": "missing",
  "3F000": "missing",
  "42883": "column",
  "42703": "column",
  "55P03": "lock",
  "57014": "cancelled",
  "40P01": "deadlock",
  "53100": "disk",
  "53200": "memory",
  "25006": "readonly",
  "42501": "rights",
  "0A000": "unpopulated",
  "55000": "unpopulated",
  "22012": "division",
  "25001": "transaction",
};

const BY_CLASS: Readonly<Record<string, Cause>> = {
  "08": "connection",
  "22": "value",
  "53": "resources",
  "54": "resources",
  "57": "killed",
  "58": "disk",
};

/** The cause behind a SQLSTATE; `other` where nothing better is known. */
export function causeOf(sqlState: string | null): Cause {
  if (!sqlState) return "other";
  return BY_STATE[sqlState] ?? BY_CLASS[sqlState.slice(0, 2)] ?? "other";
}
