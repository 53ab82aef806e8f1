/** Why a refresh is plain, as a key of the messages: the engine says it in English sentences. */
export type ModeReason = "unpopulated" | "noUniqueIndex" | "noTemporary" | "refused" | "other";

const BY_START: readonly [string, ModeReason][] = [
  ["The view has never been populated", "unpopulated"],
  ["The view has no unique index", "noUniqueIndex"],
  ["The owner of the view may not make temporary", "noTemporary"],
  ["A concurrent refresh was refused", "refused"],
];

/** The key of a `mode_reason` of `frescura.refresh_mode`; null where there is no reason to give. */
export function modeReasonOf(reason: string | null): ModeReason | null {
  if (!reason) return null;
  return BY_START.find(([start]) => reason.startsWith(start))?.[1] ?? "other";
}
