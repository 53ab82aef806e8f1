/** What a benchmark found, as docs/benchmarks.md shows it. */
export interface Report {
  /** Name, as `npm run bench -- <name>` takes it. */
  name: string;
  title: string;
  /** What was compared with what, how often. */
  method: string;
  head: readonly string[];
  rows: readonly (readonly string[])[];
}

/** A report as a section of Markdown, its command beside it. */
export function sectionOf({ name, title, method, head, rows }: Report): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const table = [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
  return `## ${title}\n\n\`npm run bench -- ${name}\`: ${method}\n\n${table}\n`;
}

/** Puts a section between its marks in a text, which keeps all else. */
export function withSection(text: string, name: string, section: string): string {
  const [open, close] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`];
  const block = `${open}\n${section}${close}`;
  const from = text.indexOf(open);
  const to = text.indexOf(close);
  if (from < 0 || to < from) return `${text.trimEnd()}\n\n${block}\n`;
  return text.slice(0, from) + block + text.slice(to + close.length);
}
