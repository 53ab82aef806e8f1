import type { ViewHealth } from "@/lib/contract/health";
import type { Attempt } from "@/lib/contract/history";
import type { Actor } from "@/server/actor";
import { readsDatabaseMessages } from "@/server/permission";

/** A view's health as an actor may see it: the database's own words only for those who work on it. */
export function healthFor(actor: Actor, health: ViewHealth): ViewHealth {
  if (readsDatabaseMessages(actor)) return health;
  return { ...health, last_error: null, refresh_mode_reason: ownWords(health.refresh_mode_reason) };
}

/** An attempt as an actor may see it. */
export function attemptFor(actor: Actor, attempt: Attempt): Attempt {
  if (readsDatabaseMessages(actor)) return attempt;
  const { reason } = attempt;
  return {
    ...attempt,
    error_message: null,
    mode_reason: ownWords(attempt.mode_reason),
    // Whose session it was is for those who can end it.
    reason: reason?.startsWith("long_transaction:") ? "long_transaction" : reason,
  };
}

/** A reason without what it quotes from the database; `frescura.refresh_object` writes it after a colon. */
function ownWords(reason: string | null): string | null {
  return reason?.startsWith("A concurrent refresh was refused:")
    ? "A concurrent refresh was refused."
    : reason;
}
