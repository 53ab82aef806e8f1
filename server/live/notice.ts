/** What a notification of the channel `frescura` says is worth a look. */
export interface Notice {
  /** Id of an attempt that began or ended. */
  refresh?: number;
  /** Id of a verification that has ended. */
  verification?: number;
  /** Whether alerts were opened or closed. */
  alerts?: boolean;
  /** Whether somebody may see other views than before. */
  seats?: boolean;
  /** Whether the health of any view may be another. */
  health?: boolean;
}

/**
 * Reads a notification. Whoever may connect to the database may notify, and hears what others do: so none says more
 * than where to look, and what there is to tell stands in the tables.
 *
 * @param payload as notified: JSON by `frescura.record_attempt`, the capture functions, `frescura.check_alerts`,
 *   `frescura.verify` or `frescura.set_seen_by`
 */
export function readNotice(payload: string): Notice {
  let told: Record<string, unknown>;
  try {
    told = JSON.parse(payload);
  } catch {
    return {};
  }
  if (typeof told !== "object" || told === null) return {};
  const { refresh, verification, alerts, seats, event } = told;
  if (isId(refresh)) return { refresh };
  if (isId(verification)) return { verification };
  if (isId(alerts)) return { alerts: true, health: true };
  if (isId(seats)) return { seats: true };
  return event === undefined ? {} : { health: true };
}

const isId = (value: unknown): value is number => Number.isSafeInteger(value);
