/**
 * A text whose control characters are seen instead of obeyed: written to a terminal they could rewrite what stands
 * there, or make lines of their own. Marks that turn the direction of writing count among them.
 *
 * @param kept characters that stay as they are, such as line breaks of ours
 */
export function visible(text: string, kept = ""): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, (char) =>
    kept.includes(char) ? char : (SHORT[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`),
  );
}

const SHORT: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };
