/** Checks of `mv_doctor` that have words of their own: `doctor.checks.<name>` in the messages. */
export const CHECKS = [
  "exists",
  "name",
  "populated",
  "unique_index",
  "column_types",
  "null_keys",
  "grants",
  "long_transactions",
  "capture",
  "capture_failures",
] as const;
