import { io } from "@/cli/io";
import { visible } from "@/lib/format/visible";

/** One line of a table per row, columns aligned; nothing but text, so that it can be piped. */
export function table(rows: readonly (readonly unknown[])[], head: readonly string[]): string {
  const lines = [head, ...rows.map((row) => row.map(cell))];
  const widths = head.map((_, at) => Math.max(...lines.map((line) => width(line[at] ?? ""))));
  return lines
    .map((line) =>
      line
        .map((text, at) => text + " ".repeat(widths[at]! - width(text)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** Label and value below each other, labels aligned. */
export function facts(pairs: readonly (readonly [string, unknown])[]): string {
  const wide = Math.max(...pairs.map(([label]) => label.length));
  return pairs.map(([label, value]) => `${label.padEnd(wide)}  ${cell(value)}`).join("\n");
}

/** A timestamp in the database's answer, as a person reads it: to the second, in UTC. */
export function timestamp(iso: string | null): string {
  return iso ? `${iso.slice(0, 19).replace("T", " ")} UTC` : "never";
}

/** Prints a result: JSON for programs, words for people. */
export function print(json: boolean, result: unknown, words: () => string): void {
  io().stdout.write(`${json ? JSON.stringify(result, null, 2) : words()}\n`);
}

function cell(value: unknown): string {
  if (value === null || value === undefined || value === "") return "–";
  // A name may hold line breaks or control characters, and must not rewrite the terminal.
  return visible(String(value));
}

function width(text: string): number {
  return [...text].length;
}
