import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/**
 * The files at or below a path, none where nothing is.
 *
 * @param path relative to `dir`, with slashes; so are the answers
 */
export function filesUnder(dir: string, path: string): string[] {
  const found = statSync(join(dir, path), { throwIfNoEntry: false });
  if (!found) return [];
  if (!found.isDirectory()) return [path];
  return readdirSync(join(dir, path)).flatMap((name) => filesUnder(dir, `${path}/${name}`));
}
