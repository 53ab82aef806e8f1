import type { Command } from "commander";
import { EXIT } from "@/cli/failure";
import { print, table, timestamp } from "@/cli/output";
import { inSession } from "@/cli/session";
import { alertSentence } from "@/lib/alerts/message";
import type { Alert } from "@/lib/contract/alerts";
import { listAlerts } from "@/server/alerts/list";

interface Options {
  all?: boolean;
  hours?: string;
  view?: string;
  check?: boolean;
}

/** `frescura alerts list` */
export function addAlertsList(parent: Command): void {
  parent
    .command("list")
    .description("list the alerts that last, newest first")
    .option("--all", "with those that are over")
    .option("--hours <hours>", "of those, the ones that ended within so many hours (default: 168)")
    .option("--view <view>", "slug or name of a registered view")
    .option("--check", "end with 1 when one lasts, for monitors")
    .action(({ all, hours, view, check }: Options, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        const answer = await listAlerts(actor, { state: all ? "all" : "open", hours, view });
        print(json, answer, () => words(answer.alerts));
        return check && answer.alerts.some(({ closed_at }) => closed_at === null) ? EXIT.failed : EXIT.ok;
      }),
    );
}

function words(alerts: readonly Alert[]): string {
  if (alerts.length === 0) return "No alert.";
  const rows = alerts.map((alert) => [
    alert.id,
    alert.view ?? "all",
    timestamp(alert.opened_at),
    alert.closed_at ? `ended ${timestamp(alert.closed_at)}` : "lasts",
    alert.acknowledged_by && `seen by ${alert.acknowledged_by}`,
    alertSentence(alert, alert.closed_at ? "closed" : "opened", "en"),
  ]);
  return table(rows, ["ID", "VIEW", "SINCE", "STATE", "NOTED", "WHAT"]);
}
