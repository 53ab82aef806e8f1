import type { ViewHealth } from "@/lib/contract/health";
import type { Attempt } from "@/lib/contract/history";
import type { Actor } from "@/server/actor";
import { readsDatabaseMessages } from "@/server/permission";

/** A view's health as an actor may see it: the database's own words only for those who work on it. */
export function healthFor(actor: Actor, health: ViewHealth): ViewHealth {
  if (readsDatabaseMessages(actor)) return health;
  return { ...health, last_error: null };
}

/** An attempt as an actor may see it. */
export function attemptFor(actor: Actor, attempt: Attempt): Attempt {
  if (readsDatabaseMessages(actor)) return attempt;
  return {
    ...attempt,
    error_message: null,
    mode_detail: null,
    // Whose session it was is for those who can end it.
    reason_detail: attempt.reason === "long_transaction" ? null : attempt.reason_detail,
  };
}
