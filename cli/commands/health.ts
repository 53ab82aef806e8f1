import type { Command } from "commander";
import { EXIT } from "@/cli/failure";
import { modeWords } from "@/cli/modes";
import { facts, print, table, timestamp } from "@/cli/output";
import { inSession } from "@/cli/session";
import type { ViewHealth } from "@/lib/contract/health";
import { formatDuration } from "@/lib/duration";
import { getHealth } from "@/server/health/get";
import { listHealth } from "@/server/health/list";

/** `frescura health [slug]` */
export function addHealth(parent: Command): void {
  parent
    .command("health")
    .description("say how fresh the registered views are, or one of them")
    .argument("[slug]", "slug or name of a registered view")
    .option(
      "--check",
      "end with 1 when an enabled view is not reliable, for monitors; one that is only not tracked counts as good",
    )
    .action((slug: string | undefined, { check }: { check?: boolean }, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        const views = slug === undefined ? (await listHealth(actor)).views : [await getHealth(actor, slug)];
        if (slug === undefined) print(json, views, () => overview(views));
        else print(json, views[0], () => portrait(views[0]!));
        return check && views.some((view) => view.enabled && isTroubled(view)) ? EXIT.failed : EXIT.ok;
      }),
    );
}

/** Whether more is the matter than that nobody tracks its sources, which no monitor should wake anybody for. */
function isTroubled({ verdict, reasons }: ViewHealth): boolean {
  return verdict !== "reliable" && reasons[0]?.code !== "not_tracked";
}

function overview(views: readonly ViewHealth[]): string {
  if (views.length === 0) return "No view is registered. See which could be with: views discover";
  const rows = views.map((view) => [
    view.slug,
    view.freshness,
    view.verdict,
    age(view),
    timestamp(view.data_as_of),
    view.rows_count,
    view.pending_events,
    view.recommendation,
  ]);
  return table(rows, ["SLUG", "STATE", "VERDICT", "AGE", "AS OF", "ROWS", "EVENTS", "WHAT TO DO"]);
}

function portrait(view: ViewHealth): string {
  const failure = view.last_error && `${view.last_error} (${view.last_error_code})`;
  return facts([
    ["view", view.view_name],
    ["verdict", [view.verdict, ...view.reasons.map(({ code }) => code)].join(", ")],
    ["state", view.state === "ok" ? view.freshness : `${view.freshness}, ${view.state}`],
    ["as of", `${timestamp(view.data_as_of)}${view.age_seconds === null ? "" : `, ${age(view)} ago`}`],
    ["fresh up to", formatDuration(view.sla_seconds)],
    ["rows", view.rows_count],
    ["waiting events", view.pending_events],
    ["last attempt", view.last_status && `${view.last_status} ${timestamp(view.last_attempt_at)}`],
    ["last error", failure],
    [
      "next refresh",
      view.next_mode && [view.next_mode, modeWords(view.next_mode_reason)].filter(Boolean).join(": "),
    ],
    ["what to do", view.recommendation],
  ]);
}

function age(view: ViewHealth): string | null {
  return view.age_seconds === null ? null : formatDuration(view.age_seconds);
}
