/** Why an attempt was skipped, as keys `skips.<key>` of the messages. */
export const SKIPS = [
  "nothing_pending",
  "suspended",
  "upstream_failed",
  "long_transaction",
  "other",
] as const;
export type Skip = (typeof SKIPS)[number];

/** A reason of `frescura.refresh_log`, taken apart: `upstream_failed:sales` names the view, `long_transaction:7 ana psql` who. */
export function skipOf(reason: string | null): { skip: Skip; detail: string } {
  const [name = "", ...rest] = (reason ?? "").split(":");
  return { skip: SKIPS.find((one) => one === name) ?? "other", detail: rest.join(":") };
}
