/** A number as people type it, as PostgreSQL reads it: "10,000", "$1.234,50", "1 000". Null for what is no number. */
export function numberOf(typed: string): string | null {
  const text = typed.replace(/[\s\u00a0\u202f$€£¥]|^[A-Z]{3}|[A-Z]{3}$/g, "");
  if (/^[+-]?\d+(\.\d+)?$/.test(text)) return text;
  // Thousands by commas, as in Mexico and the United States; then by points, as in Spain.
  if (/^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text)) return text.replaceAll(",", "");
  if (/^[+-]?\d{1,3}(\.\d{3})+(,\d+)?$/.test(text)) return text.replaceAll(".", "").replace(",", ".");
  return /^[+-]?\d+,\d+$/.test(text) ? text.replace(",", ".") : null;
}
