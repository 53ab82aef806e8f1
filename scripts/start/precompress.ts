import { readFile, writeFile } from "node:fs/promises";
import type { RequestListener } from "node:http";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import pLimit from "p-limit";
import { filesUnder } from "./files-under";

const compress = promisify(brotliCompress);

/** Under which address the folder of the build is served, and what of it. */
const SERVED = "/_next/";
const STATIC = "static";
const PRECOMPRESSED = ".br";
const TYPES: Readonly<Record<string, string>> = {
  js: "application/javascript; charset=UTF-8",
  css: "text/css; charset=UTF-8",
};
const AT_ONCE = 4;

const typeOf = (name: string) => TYPES[name.slice(name.lastIndexOf(".") + 1)];

/**
 * Puts a Brotli copy beside each script and style sheet of a build: a seventh less to load than what Next compresses at
 * each request, and nothing to compress at any.
 *
 * @param distDir where the build is
 */
export async function precompress(distDir: string): Promise<void> {
  const names = filesUnder(distDir, STATIC).filter((name) => typeOf(name) !== undefined);
  await pLimit(AT_ONCE).map(names, async (name) => {
    const text = await readFile(join(distDir, name));
    const params = {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
    };
    await writeFile(join(distDir, `${name}${PRECOMPRESSED}`), await compress(text, { params }));
  });
}

/** Whether an Accept-Encoding header takes Brotli. */
export function takesBrotli(header: string | undefined): boolean {
  return (header ?? "").split(",").some((each) => {
    const [name, ...parameters] = each
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/);
    return name === "br" && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  });
}

/**
 * Lets who takes Brotli have the copies of a build, where there are any.
 *
 * @param distDir where the build is
 * @param listener serves files of the build by their names
 */
export function preferPrecompressed(distDir: string, listener: RequestListener): RequestListener {
  const names = new Set(filesUnder(distDir, STATIC).filter((name) => name.endsWith(PRECOMPRESSED)));
  if (names.size === 0) return listener;
  return (request, response) => {
    const [path = "", query] = (request.url ?? "").split("?", 2);
    const type = path.startsWith(`${SERVED}${STATIC}/`) ? typeOf(path) : undefined;
    const copy = `${path.slice(SERVED.length)}${PRECOMPRESSED}`;
    if (type && names.has(copy) && takesBrotli(request.headers["accept-encoding"])) {
      request.url = `${path}${PRECOMPRESSED}${query === undefined ? "" : `?${query}`}`;
      response.setHeader("Content-Type", type);
      response.setHeader("Content-Encoding", "br");
      response.setHeader("Vary", "Accept-Encoding");
    }
    listener(request, response);
  };
}
