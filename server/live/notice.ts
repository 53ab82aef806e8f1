import type { News } from "./encode";

const STATUSES = ["running", "completed", "failed", "skipped"] as const;

/** What a notification of the channel `frescura` means to those who watch. */
export interface Notice {
  /** Goes out as it is, before anything is read; null where nothing of it is for callers. */
  message: News | null;
  /** Slug of the view whose health has changed; null for any of them, undefined for none. */
  view: string | null | undefined;
  /** Whether alerts were opened or closed. */
  alerts?: boolean;
  /** Whether somebody may see other views than before. */
  seats?: boolean;
}

const NOTHING: Notice = { message: null, view: undefined };

/**
 * Reads a notification. Whoever may connect to the database may notify, so nothing of it is passed on unread.
 *
 * @param payload as notified: JSON by `frescura.record_attempt`, the capture functions, `frescura.check_alerts`, `frescura.verify` or
 *   `frescura.set_seen_by`
 */
export function readNotice(payload: string): Notice {
  let told: Record<string, unknown>;
  try {
    told = JSON.parse(payload);
  } catch {
    return NOTHING;
  }
  if (typeof told !== "object" || told === null) return NOTHING;
  const { refresh, view, status, event, alerts, verification, differing, seats } = told;
  const ended = STATUSES.find((one) => one === status);
  if (Number.isSafeInteger(refresh) && typeof view === "string" && ended) {
    const data = { refresh_id: refresh as number, view, status: ended };
    return { message: { name: "refresh", data }, view };
  }
  if (Number.isSafeInteger(alerts)) {
    return { message: null, view: null, alerts: true };
  }
  if (Number.isSafeInteger(seats)) return { ...NOTHING, seats: true };
  if (Number.isSafeInteger(verification)) {
    const data = {
      verification_id: verification as number,
      differing: Number.isSafeInteger(differing) ? (differing as number) : null,
    };
    const of = typeof view === "string" ? view : null;
    return { message: { name: "verification", data, view: of }, view: undefined };
  }
  // An event names its source, which may feed several views.
  return event === undefined ? NOTHING : { message: null, view: null };
}
