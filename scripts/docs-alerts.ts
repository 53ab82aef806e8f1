import { readFileSync, writeFileSync } from "node:fs";
import { withAlertKindsTable } from "@/scripts/docs/alert-kinds-table";

// `npm run docs:alerts`: renews the table of the kinds of alerts in docs/alerts.md from their declarations.
const PAGE = "docs/alerts.md";
writeFileSync(PAGE, withAlertKindsTable(readFileSync(PAGE, "utf8")));
