/** Names of browsers and systems as they call themselves, the more telling first: most claim to be several. */
const BROWSERS = [
  ["Edge", /Edg/],
  ["Opera", /OPR/],
  ["Firefox", /Firefox|FxiOS/],
  ["Chrome", /Chrom|CriOS/],
  ["Safari", /Safari/],
] as const;
const SYSTEMS = [
  ["iPhone", /iPhone/],
  ["iPad", /iPad/],
  ["Android", /Android/],
  ["Windows", /Windows/],
  ["macOS", /Mac OS X|Macintosh/],
  ["Linux", /Linux/],
] as const;

/** A browser as people call it, such as `Firefox · Linux`; null where it says nothing that is known. */
export function browserName(agent: string | null): string | null {
  const nameIn = (names: readonly (readonly [string, RegExp])[]) =>
    names.find(([, pattern]) => pattern.test(agent ?? ""))?.[0];
  const parts = [nameIn(BROWSERS), nameIn(SYSTEMS)].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(" · ") : null;
}
