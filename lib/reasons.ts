/** Why an attempt was skipped: codes of `frescura.refresh_log.reason`, with words under `skips.<code>`. */
export const SKIP_REASONS = [
  "nothing_pending",
  "suspended",
  "upstream_failed",
  "long_transaction",
  "refreshed_by_others",
] as const;

/** How a view is refreshed: the strategies of `frescura.refresh_mode`, with words under `modes.<code>`. */
export const MODES = ["concurrent", "plain", "delta", "rebuild"] as const;

/** What stands in the way of a better mode: codes of `frescura.refresh_mode` and of `mode_reason`, with words under `modes.<code>`. */
export const MODE_REASONS = [
  "unpopulated",
  "no_unique_index",
  "no_temporary",
  "refused",
  "converted",
  "managed",
  "not_managed",
  "first_build",
  "asked",
  "drift",
  "definition_changed",
  "whole_source_changed",
  "refreshed_by_others",
  "capture_gap",
  "too_many_keys",
  "delta_failed",
] as const;

/** What stands against converting a view to another strategy: codes of `frescura.unmanageable`, with words under `strategies.needs.<code>`. */
export const STRATEGY_NEEDS = [
  "missing",
  "unpopulated",
  "not_tracked",
  "not_captured",
  "renamed_view",
  "rights",
  "create",
  "dependent_materialized_view",
  "dependent_function",
  "dependent_view",
  "dependent_other",
] as const;

/** What a view that is not registered may still need: codes of `frescura.discover`, with words under `discover.needs.<code>`. */
export const NEEDS = ["rights", "unique_index", "temporary", "first_refresh"] as const;

/**
 * Why it is not known what a tracked view lacks: codes of `frescura.pending`, each with the checks of the doctor that
 * find what brought it about. That a view is not tracked at all (`not_tracked`) is a choice, and no finding.
 */
export const UNKNOWN_REASONS = {
  missing: ["exists"],
  unpopulated: ["populated"],
  no_baseline: ["baseline"],
  recreated: ["recreated", "live", "ledger", "baseline"],
  capture_off: ["capture", "untracked", "untrackable", "unlogged", "row_security", "baseline"],
  capture_failed: ["capture_failures", "ledger", "baseline"],
  renamed: ["source_moved", "expression_columns"],
  mapping_missing: ["mappings"],
  key_split: ["key_split", "untrackable"],
  refreshed_by_others: ["baseline"],
  failed: ["pending"],
} as const;

/** Why a view cannot be tracked: codes of `frescura.untrackable`, with words under `tracks.obstacles.<code>`. */
export const OBSTACLES = [
  "missing",
  "no_unique_index",
  "materialized_view",
  "foreign_table",
  "system_catalog",
  "unlogged",
  "row_security",
  "volatile",
  "not_immutable",
  "clock",
  "zone",
  "session",
  "unjudged",
  "other_rows",
  "same_for_all",
  "subscribed",
  "key_split",
] as const;

/** Why no trial writes were made, or (mapping_missing) why they have to differ still: codes of `frescura.trial`, with words in `tracks.check.noTrial`. */
export const TRIAL_HINDRANCES = [
  "declined",
  "read_only",
  "mapping_missing",
  "triggers",
  "no_right",
  "too_large",
  "locked",
  "failed",
] as const;

/** A code of a list, or `other` for one that a later version of the database has; null where there is none. */
export function known<C extends string>(codes: readonly C[], code: string): C | "other";
export function known<C extends string>(codes: readonly C[], code: string | null): C | "other" | null;
export function known<C extends string>(codes: readonly C[], code: string | null): C | "other" | null {
  return code === null ? null : (codes.find((one) => one === code) ?? "other");
}
