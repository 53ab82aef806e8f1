import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Debian keeps it with the server of each version; elsewhere it is on the PATH. */
function pgbench(): string {
  const root = "/usr/lib/postgresql";
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  const found = versions.map((version) => join(root, version, "bin", "pgbench")).find(existsSync);
  return found ?? "pgbench";
}

/**
 * Transactions per second of a script under load.
 *
 * @param options seconds to run; clients at once; settings for their sessions
 */
export async function tps(
  url: string,
  script: string,
  options: { seconds: number; clients: number; settings?: Readonly<Record<string, string>> },
): Promise<number> {
  const dir = mkdtempSync(join(tmpdir(), "frescura-bench-"));
  const path = join(dir, "script.sql");
  const { hostname, port, username, password, pathname } = new URL(url);
  const given = Object.entries(options.settings ?? {}).map(([name, value]) => `-c ${name}=${value}`);
  writeFileSync(path, script);
  try {
    const { stdout } = await run(
      pgbench(),
      [
        ...["--no-vacuum", "--protocol=prepared", `--file=${path}`, `--time=${options.seconds}`],
        ...[`--client=${options.clients}`, `--jobs=${Math.min(2, options.clients)}`],
        ...["-h", hostname, "-p", port, "-U", decodeURIComponent(username), pathname.slice(1)],
      ],
      {
        env: { ...process.env, PGPASSWORD: decodeURIComponent(password), PGOPTIONS: given.join(" ") },
      },
    );
    const found = /^tps = ([\d.]+)/m.exec(stdout)?.[1];
    if (!found) throw new Error(`pgbench said no tps:\n${stdout}`);
    return Number(found);
  } catch (error) {
    if ((error as { code?: string }).code !== "ENOENT") throw error;
    throw new Error("pgbench is not there. On Debian: apt-get install postgresql-contrib (or postgresql).");
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
