import type { Operation } from "@/lib/contract/operation";
import { OPERATION_LIST } from "@/lib/contract/operations";
import { schemaOf } from "@/server/openapi/describe";
import { between } from "./between";

const WHO: Readonly<Record<Operation["permission"], string>> = {
  everyone: "everyone signed in",
  refresh: "`REFRESH_ROLES`",
  operate: "operators",
  ops: "admin, ops",
  admin: "admin",
  person: "a session",
  anyone: "anyone",
  secret: "`CRON_SECRET`",
};

interface Shape {
  properties?: Record<string, { default?: unknown }>;
  required?: string[];
}

/**
 * A page with its table of operations made anew, between the two comments that mark it.
 *
 * @throws Error where the page has no such place
 */
export function withOperationsTable(page: string): string {
  return between(page, "operations", "docs:api", operationsTable());
}

function operationsTable(): string {
  const rows = OPERATION_LIST.map((operation) => {
    const { method, path, permission, summary, description } = operation;
    const route = `\`${method} ${path.replaceAll(/\{(\w+)\}/g, "<$1>")}\``;
    const what = description ? `${summary}. ${description}` : summary;
    return `| ${[route, WHO[permission], takes(operation), what].join(" | ")} |`;
  });
  return ["| route | for | takes | what |", "|---|---|---|---|", ...rows].join("\n");
}

/** The names of query and body, those that must be given in bold, with the value that counts where one is left out. */
function takes({ query, body }: Operation): string {
  const parts = [query && named(query, "query"), body && named(body, "body")];
  return parts.filter(Boolean).join("; ");
}

function named(schema: NonNullable<Operation["query"] | Operation["body"]>, place: "query" | "body"): string {
  const { properties = {}, required = [] } = schemaOf(schema, "input") as Shape;
  const names = Object.entries(properties).map(([name, { default: value }]) => {
    const shown = required.includes(name) ? `**\`${name}\`**` : `\`${name}\``;
    const tells = value !== undefined && value !== null && typeof value !== "object";
    return tells ? `${shown} (${value})` : shown;
  });
  return names.length > 0 ? `${place}: ${names.join(", ")}` : "";
}
