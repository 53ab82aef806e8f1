import { appendFileSync, chownSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import getPort from "get-port";
import postgres from "postgres";
import { serverAccount } from "@/db/embedded/account";
import { run } from "@/db/embedded/run";
import { makeHome } from "@/scripts/test/homes";

/** A PostgreSQL server of one test's own that has loaded pg_cron, with an empty database for it. */
export interface CronServer {
  url: string;
  stop(): Promise<void>;
}

/**
 * Makes a cluster with Debian's programs and starts it.
 *
 * @param bin folder of initdb and pg_ctl
 */
export async function startCronServer(bin: string): Promise<CronServer> {
  const home = makeHome();
  const data = join(home, "cluster");
  mkdirSync(data, { mode: 0o700 });
  const account = await serverAccount(join(home, "none"));
  if (account) chownSync(data, account.uid, account.gid);
  const port = await getPort();
  const call = async (program: string, ...args: string[]) => {
    const { code, output } = await run(join(bin, program), args, { account });
    if (code !== 0) throw new Error(`${program} ended with ${code}: ${output}`);
  };
  await call("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
  appendFileSync(
    join(data, "postgresql.conf"),
    `
listen_addresses = '127.0.0.1'
port = ${port}
unix_socket_directories = ''
fsync = off
shared_preload_libraries = 'pg_cron'
cron.database_name = 'frescura'
cron.host = '127.0.0.1'
`,
  );
  await call("pg_ctl", "-D", data, "-w", "-t", "60", "-l", join(data, "log"), "start");
  const stop = async () => {
    await call("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop");
    rmSync(home, { recursive: true, force: true });
  };
  try {
    const admin = postgres(`postgres://postgres@127.0.0.1:${port}/postgres`, { max: 1, onnotice: () => {} });
    await admin`create database frescura`;
    await admin.end();
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `postgres://postgres@127.0.0.1:${port}/frescura`, stop };
}
