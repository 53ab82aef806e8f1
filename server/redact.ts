import type { OpenAlerts } from "@/db/queries/health";
import type { Alert } from "@/lib/contract/alerts";
import type { ViewHealth } from "@/lib/contract/health";
import type { Attempt } from "@/lib/contract/history";
import type { Actor } from "@/server/actor";
import { readsDatabaseMessages } from "@/server/permission";
import { seen, unnamed } from "@/server/sight";

/** A view's health as an actor may see it: the database's own words only for those who work on it. */
export function healthFor(actor: Actor, health: ViewHealth): ViewHealth {
  const { reasons, last_error } = health;
  const told = { ...health, reasons: unnamed(actor, reasons), last_error: unnamed(actor, last_error) };
  return readsDatabaseMessages(actor) ? told : { ...told, last_error: null };
}

/** An attempt as an actor may see it. */
export function attemptFor(actor: Actor, attempt: Attempt): Attempt {
  const { error_message, mode_detail, reason_detail } = attempt;
  const told = { ...attempt, ...unnamed(actor, { error_message, mode_detail, reason_detail }) };
  if (readsDatabaseMessages(actor)) return told;
  return {
    ...told,
    error_message: null,
    mode_detail: null,
    // Whose session it was is for those who can end it.
    reason_detail: attempt.reason === "long_transaction" ? null : told.reason_detail,
  };
}

/** An alert as an actor may see it. */
export function alertFor(actor: Actor, alert: Alert): Alert {
  return { ...alert, detail: unnamed(actor, alert.detail) };
}

/** How many alerts are open for an actor: of the views that he sees, and of none in particular. */
export function openAlertsFor(actor: Actor, open: readonly OpenAlerts[]): number {
  return seen(actor, open).reduce((sum, { count }) => sum + count, 0);
}
