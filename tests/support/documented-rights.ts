import { readFileSync } from "node:fs";

/** The grants that docs/permissions.md names, by job. */
export function documentedRights(): ReadonlyMap<string, string> {
  const page = readFileSync("docs/permissions.md", "utf8");
  const blocks = page.matchAll(/<!-- right: ([^>]+) -->\n```sql\n([\s\S]*?)```/g);
  return new Map([...blocks].map(([, job, grants]) => [job!, grants!]));
}

/** The same grants with names of a test's own. */
export function withNames(grants: string, names: Readonly<Record<string, string>>): string {
  return Object.entries(names).reduce(
    (text, [name, own]) => text.replace(new RegExp(`\\b${name}\\b`, "g"), own),
    grants,
  );
}
