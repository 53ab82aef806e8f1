/**
 * Rows as CSV (RFC 4180) under the names of the first row's fields. A text that a spreadsheet would take for a
 * formula gets a leading apostrophe: error messages quote other people's data.
 */
export function toCsv(rows: readonly Record<string, unknown>[]): string {
  const names = Object.keys(rows[0] ?? {});
  const lines = [names.join(","), ...rows.map((row) => names.map((name) => cell(row[name])).join(","))];
  return `${lines.join("\r\n")}\r\n`;
}

/**
 * One line of CSV, with its end, guarded against formulas as in `toCsv`.
 *
 * @param texts cells; null is an empty one
 * @param isNumber which of them are numbers, of which a negative one is no formula
 */
export function csvLine(texts: readonly (string | null)[], isNumber: readonly boolean[] = []): string {
  return `${texts.map((text, at) => (text === null ? "" : quoted(isNumber[at] ? text : guarded(text)))).join(",")}\r\n`;
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return "";
  return quoted(typeof value === "string" ? guarded(value) : String(value));
}

function guarded(text: string): string {
  // Spreadsheets take full-width signs for the plain ones, and skip blanks of any kind before them.
  return /^[\s\u3000]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/.test(text) ? `'${text}` : text;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
