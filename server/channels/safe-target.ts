import type { ChannelKind } from "@/lib/contract/alerts";
import { requireNotInClear } from "@/server/alerts/post-json";
import { ProblemError } from "@/server/problem";

/**
 * Refuses a target that would be told in clear.
 *
 * @throws ProblemError bad_body naming target
 */
export function requireSafe(kind: ChannelKind, target: string): void {
  if (kind !== "webhook") return;
  try {
    requireNotInClear(target);
  } catch (error) {
    throw new ProblemError("bad_body", (error as Error).message, { parameter: "target" });
  }
}
