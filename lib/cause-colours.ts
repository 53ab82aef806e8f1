import type { Cause } from "@/lib/causes";

/** Whose business a cause is, which its colour tells: who changes SQL or data, time, the server, an administrator. */
type Kind = "definition" | "passing" | "server" | "rights" | "other";

const TOKENS: Record<Kind, string> = {
  definition: "failed",
  passing: "stale",
  server: "suspended",
  rights: "refreshing",
  other: "unknown",
};

/** The causes of a kind in an order of their own, by which each has a shade that no other has. */
const KINDS: Record<Kind, readonly Cause[]> = {
  definition: ["division", "column", "missing", "duplicates", "value", "unpopulated"],
  passing: ["lock", "cancelled", "killed", "deadlock", "connection", "transaction"],
  server: ["disk", "memory", "resources"],
  rights: ["rights", "readonly"],
  other: ["other"],
};

const kindOf = (cause: Cause) =>
  (Object.keys(KINDS) as Kind[]).find((kind) => KINDS[kind].includes(cause)) ?? "other";

/** The colour of a cause wherever it is drawn, however often it comes: a shade of that of its kind. */
export function causeColour(cause: Cause): string {
  const kind = kindOf(cause);
  const share = 100 - 12 * Math.max(0, KINDS[kind].indexOf(cause));
  return `color-mix(in oklch, var(--${TOKENS[kind]}-mark) ${share}%, var(--ink))`;
}

/** The classes of a box about a cause. */
export const CAUSE_BOX: Record<Kind, { box: string; mark: string }> = {
  definition: { box: "border-failed-mark bg-failed-tint", mark: "text-failed" },
  passing: { box: "border-stale-mark bg-stale-tint", mark: "text-stale" },
  server: { box: "border-suspended-mark bg-suspended-tint", mark: "text-suspended" },
  rights: { box: "border-refreshing-mark bg-refreshing-tint", mark: "text-refreshing" },
  other: { box: "border-line-strong bg-card", mark: "text-unknown" },
};

export const causeBox = (cause: Cause | null) => CAUSE_BOX[cause === null ? "other" : kindOf(cause)];
