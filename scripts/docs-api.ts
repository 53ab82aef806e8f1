import { readFileSync, writeFileSync } from "node:fs";
import { withOperationsTable } from "@/scripts/docs/operations-table";

// `npm run docs:api`: renews the table of operations in docs/api.md from their declarations.
const PAGE = "docs/api.md";
writeFileSync(PAGE, withOperationsTable(readFileSync(PAGE, "utf8")));
