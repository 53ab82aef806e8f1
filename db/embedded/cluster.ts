import {
  appendFileSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Account } from "./account";
import type { Binaries } from "./binaries";
import { superuserPassword } from "./files";
import { run } from "./run";

/** The name of the superuser, and the one account of an embedded server. */
export const SUPERUSER = "postgres";

const OWN_CONF = "frescura.conf";

/**
 * Makes the data directory if there is none.
 *
 * It is built beside its place and renamed into it, so that a start that is cut short leaves no half of one.
 */
export async function createCluster(options: {
  dataDir: string;
  binaries: Binaries;
  account: Account | undefined;
  durable: boolean;
}): Promise<{ created: boolean }> {
  const { dataDir, binaries, account, durable } = options;
  if (existsSync(join(dataDir, "PG_VERSION"))) return { created: false };
  refuseForeign(dataDir);
  removeDrafts(dataDir);

  const draft = `${dataDir}.init-${process.pid}`;
  const passwordFile = `${draft}.password`;
  try {
    // Read before the folder exists: a data directory without its password is an error, not a fresh start.
    writeFileSync(passwordFile, superuserPassword(dataDir), { mode: 0o600 });
    mkdirSync(draft, { mode: 0o700 });
    giveTo(account, passwordFile, draft);
    const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
    const access = [`--username=${SUPERUSER}`, "--auth=scram-sha-256", `--pwfile=${passwordFile}`];
    const speed = durable ? [] : ["--no-sync"];
    const args = [`--pgdata=${draft}`, ...locale, ...access, ...speed, "--no-instructions"];
    const made = await run(binaries.initdb, args, { account });
    if (made.code !== 0) throw new Error(`initdb could not make ${dataDir}:\n${made.output.trim()}`);
    appendFileSync(join(draft, "postgresql.conf"), `\ninclude_if_exists = '${OWN_CONF}'\n`);
    renameSync(draft, dataDir);
    return { created: true };
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(draft, { recursive: true, force: true });
  }
}

/** An empty folder may be replaced; anything else in it is somebody's. */
function refuseForeign(dataDir: string): void {
  if (!existsSync(dataDir)) return;
  if (readdirSync(dataDir).length > 0) {
    throw new Error(
      `${dataDir} holds files that are not a PostgreSQL data directory. Choose another FRESCURA_DATA_DIR.`,
    );
  }
  rmSync(dataDir, { recursive: true });
}

function removeDrafts(dataDir: string): void {
  const prefix = `${basename(dataDir)}.init-`;
  const drafts = readdirSync(dirname(dataDir)).filter((name) => name.startsWith(prefix));
  for (const draft of drafts) rmSync(join(dirname(dataDir), draft), { recursive: true, force: true });
}

function giveTo(account: Account | undefined, ...paths: string[]): void {
  if (account) for (const path of paths) chownSync(path, account.uid, account.gid);
}

/** Writes the settings that a start decides, so that a newer version's settings reach an older directory. */
export function configure(options: {
  dataDir: string;
  port: number;
  durable: boolean;
  preload: readonly string[];
  account: Account | undefined;
}): void {
  const { dataDir, port, durable, preload, account } = options;
  const settings: Record<string, string> = {
    listen_addresses: "'127.0.0.1'",
    port: `${port}`,
    // One door: a socket file would need a short path that both accounts reach.
    unix_socket_directories: "''",
    max_connections: "200",
    shared_preload_libraries: `'${preload.join(",")}'`,
    // The bundle has no LLVM, and plans here are too short to gain from it.
    jit: "off",
    timezone: "'UTC'",
    log_timezone: "'UTC'",
    log_line_prefix: "'%m [%p] %a '",
  };
  // A client that is gone must not go on holding a refresh's locks. Windows knows no such check.
  if (process.platform !== "win32") settings.client_connection_check_interval = "'500ms'";
  if (!durable) {
    Object.assign(settings, { fsync: "off", synchronous_commit: "off", full_page_writes: "off" });
  }

  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
  const path = join(dataDir, OWN_CONF);
  writeFileSync(
    path,
    `# Written by Frescura at every start; put settings of yours into postgresql.auto.conf.\n${lines.join("\n")}\n`,
    {
      mode: 0o600,
    },
  );
  giveTo(account, path);
}

/** The port that the last start used, so that connection settings people saved keep working. */
export function lastPort(dataDir: string): number | undefined {
  const path = join(dataDir, OWN_CONF);
  const port = existsSync(path) ? /^port = (\d+)$/m.exec(readFileSync(path, "utf8"))?.[1] : undefined;
  return port ? Number(port) : undefined;
}
