import { ALERT_KINDS } from "@/lib/alerts/alert-kinds";
import { between } from "./between";

/**
 * A page with its table of the kinds of alerts made anew, between the two comments that mark it.
 *
 * @throws Error where the page has no such place
 */
export function withAlertKindsTable(page: string): string {
  const rows = Object.entries(ALERT_KINDS).map(([kind, { opensWhen, example }]) => {
    const facts = Object.keys(example).map((name) => `\`${name}\``);
    return `| \`${kind}\` | ${opensWhen} | ${facts.join(", ")} |`;
  });
  const table = ["| kind | opens when | facts in `detail` |", "|---|---|---|", ...rows].join("\n");
  return between(page, "alert kinds", "docs:alerts", table);
}
