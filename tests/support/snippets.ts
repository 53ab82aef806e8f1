import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const FIXTURE = path("../fixtures/strategy-snippets.md");
/** The strategy itself stands beside the clone where the product is developed, and nowhere else. */
const SOURCE = path("../../../shared/spec/strategy-es.md");

/** A fenced block of code. */
export interface Snippet {
  language: string;
  text: string;
}

/** The code blocks of the strategy, in its order. */
export function snippets(): Snippet[] {
  return blocksOf(readFileSync(FIXTURE, "utf8"));
}

/** The code blocks of the strategy as its file has them now, where that is at hand. */
export function sourceSnippets(): Snippet[] | undefined {
  return existsSync(SOURCE) ? blocksOf(readFileSync(SOURCE, "utf8")) : undefined;
}

/** The one block of code that holds a text. */
export function snippetWith(text: string): string {
  const found = snippets().filter((snippet) => snippet.text.includes(text));
  if (found.length !== 1) throw new Error(`${found.length} snippets hold ${JSON.stringify(text)}`);
  return found[0]!.text;
}

/** The statements of a snippet, without the sample answer that some show below. */
export function statementsOf(snippet: string): string {
  return snippet.slice(0, snippet.lastIndexOf(";") + 1);
}

/** What the snippets hand to `psql -c`. */
export function psqlCommands(): string[] {
  return snippets()
    .filter(({ language }) => language === "bash")
    .flatMap(({ text }) => [...text.matchAll(/\bpsql\b[^"\n]*-c "([^"]*)"/g)].map(([, command]) => command!));
}

function blocksOf(markdown: string): Snippet[] {
  return [...markdown.matchAll(/^```(sql|bash|python)\n(.*?)^```$/gms)].map(([, language, text]) => ({
    language: language!,
    text: text!,
  }));
}
