import { type Cause, causeOf } from "@/lib/causes";
import type { Alert } from "@/lib/contract/alerts";
import type { Finding } from "@/lib/contract/doctor";
import type { GraphNode } from "@/lib/contract/graph";
import type { ViewHealth } from "@/lib/contract/health";
import type { Attempt } from "@/lib/contract/history";
import { readersOf } from "@/lib/graph/family";

/** What is wrong with one view, with all that says so: one thing to see to, however many ways tell of it. */
export interface Incident {
  view: ViewHealth;
  /** Why its refreshes fail; null where none did. */
  cause: Cause | null;
  /** Since when, as far as it is known. */
  since: string | null;
  alerts: readonly Alert[];
  findings: readonly Finding[];
  /** Titles of the views that read it, and so go without what is new. */
  below: readonly string[];
}

interface Signs {
  /** Open ones, of all views. */
  alerts: readonly Alert[];
  findings: readonly Finding[];
  /** Failed attempts, newest first. */
  failures: readonly Attempt[];
  graph: readonly GraphNode[];
}

/** A finding that stops nothing is advice, not an incident; where there is one it stands with it all the same. */
const stops = ({ severity }: Finding) => severity === "error";

/** One incident per view that fails, stands, has an open alert or something in its way; the worst first. */
export function incidentsOf(views: readonly ViewHealth[], signs: Signs): Incident[] {
  return views
    .flatMap((view) => incidentOf(view, signs) ?? [])
    .toSorted(
      (a, b) => b.view.verdict_rank - a.view.verdict_rank || a.view.title.localeCompare(b.view.title),
    );
}

function incidentOf(view: ViewHealth, signs: Signs): Incident | null {
  const alerts = signs.alerts.filter((alert) => alert.view === view.slug);
  const findings = signs.findings.filter(({ slug }) => slug === view.slug);
  const failed = hasFailed(view);
  if (!failed && alerts.length === 0 && !findings.some(stops)) return null;
  const own = signs.failures.filter(({ slug }) => slug === view.slug);
  const since = [
    own[view.failures_in_a_row - 1]?.refresh_started_at,
    view.suspended_at,
    ...alerts.map(({ opened_at }) => opened_at),
  ].flatMap((at) => at ?? []);
  return {
    view,
    cause:
      view.state === "missing"
        ? "missing"
        : view.failures_in_a_row > 0
          ? causeOf(view.last_error_code)
          : null,
    since: since.toSorted((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null,
    alerts,
    findings,
    below: readersOf(signs.graph, view.slug).map(({ title }) => title),
  };
}

/** Whether the last try of a view failed, or so many did that none is made any more. */
export const hasFailed = (view: Pick<ViewHealth, "failures_in_a_row" | "suspended_at" | "state">) =>
  view.failures_in_a_row > 0 || view.suspended_at !== null || view.state === "missing";
