import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { withLock } from "@/db/embedded/lock";
import { filesUnder } from "./files-under";
import { precompress } from "./precompress";

/** What a build is made from. The worker, the command line and the scripts are not built. */
const SOURCES = ["app", "components", "lib", "server", "db", "public", "package-lock.json", "tsconfig.json"];
const ROOT_SOURCES =
  /^(next\.config|postcss\.config|instrumentation(-client)?|proxy|middleware)\.(ts|mjs|js)$/;

const MARK = "frescura-sources";

/** Whoever waits for somebody else's build waits as long as one takes on a busy machine. */
const BUILD_MS_MAX = 10 * 60_000;

/** A fingerprint of everything that goes into a build. Contents, not times: a checkout changes those. */
export function sourcesHash(projectDir: string): string {
  const roots = [...SOURCES, ...readdirSync(projectDir).filter((name) => ROOT_SOURCES.test(name))];
  const hash = createHash("sha256").update(process.versions.node.split(".")[0] ?? "");
  for (const path of roots.flatMap((root) => filesUnder(projectDir, root)).sort()) {
    hash.update(`\0${path}\0`).update(readFileSync(join(projectDir, path)));
  }
  return hash.digest("hex");
}

const distDirName = () => process.env.FRESCURA_DIST_DIR || ".next";

/** Where the build of the application is, as next.config.ts has it. */
export const distDirOf = (projectDir: string) => resolve(projectDir, distDirName());

/**
 * Builds the web application unless the build at hand is of these very sources.
 *
 * @param options `distDir`, in the project, where it is not that of this process
 * @returns what was done, for the progress line.
 */
export function ensureBuild(
  projectDir: string,
  options: { signal: AbortSignal; onBuild: () => void; distDir?: string },
): Promise<string> {
  const name = options.distDir ?? distDirName();
  const distDir = resolve(projectDir, name);
  const mark = join(distDir, MARK);
  const build = async () => {
    const sources = sourcesHash(projectDir);
    const built = existsSync(mark) ? readFileSync(mark, "utf8") : undefined;
    if (built === sources && existsSync(join(distDir, "BUILD_ID"))) return "up to date";
    // Gone first: a build that is cut short must not pass for a whole one.
    rmSync(mark, { force: true });
    options.onBuild();
    await nextBuild(projectDir, name, options.signal);
    await precompress(distDir);
    writeFileSync(mark, sources);
    return built ? "rebuilt, the sources had changed" : "built";
  };
  return withLock(`${distDir}.lock`, build, BUILD_MS_MAX);
}

/** In a process of its own: a build's memory and settings have no business in the server. */
function nextBuild(projectDir: string, distDir: string, signal: AbortSignal): Promise<void> {
  const next = createRequire(join(projectDir, "package.json")).resolve("next/dist/bin/next");
  const { DATABASE_URL, DATABASE_URL_DIRECT, NEXTAUTH_SECRET, CRON_SECRET, ...rest } = process.env;
  const env = { ...rest, NODE_ENV: "production" as const, FRESCURA_DIST_DIR: distDir };
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [next, "build"], {
      cwd: projectDir,
      env,
      stdio: ["ignore", "pipe", "pipe"],
      signal,
    });
    let output = "";
    const collect = (text: string) => {
      output += text;
    };
    child.stdout.setEncoding("utf8").on("data", collect);
    child.stderr.setEncoding("utf8").on("data", collect);
    child.once("error", fail);
    child.once("close", (code) => {
      if (code === 0) done();
      else fail(new Error(`next build ended with ${code}:\n${output.trim()}`));
    });
  });
}
