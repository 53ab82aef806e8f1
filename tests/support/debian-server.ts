import { chmodSync, chownSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import getPort from "get-port";
import { serverAccount } from "@/db/embedded/account";
import { run } from "@/db/embedded/run";

/** A running server that is not the embedded one. */
export interface OtherServer {
  /** A superuser's address of the database `postgres`. */
  url: string;
  stop(): Promise<void>;
}

/**
 * Starts a throwaway server from the programs of an installed PostgreSQL, such as Debian's 15.
 *
 * @param bin folder with `initdb` and `pg_ctl`
 */
export async function startOtherServer(bin: string): Promise<OtherServer> {
  const home = mkdtempSync(join(tmpdir(), "frescura-other-"));
  const account = await serverAccount("/nonexistent");
  chmodSync(home, 0o700);
  if (account) chownSync(home, account.uid, account.gid);
  const dataDir = join(home, "pg");
  const port = await getPort({ host: "127.0.0.1" });
  const must = async (program: string, args: string[]) => {
    const { code, output } = await run(join(bin, program), args, { account });
    if (code !== 0) throw new Error(`${program} ended with ${code}: ${output}`);
  };
  await must("initdb", [
    "-D",
    dataDir,
    "-U",
    "postgres",
    "-A",
    "trust",
    "-E",
    "UTF8",
    "--locale=C",
    "--no-sync",
  ]);
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off`;
  await must("pg_ctl", ["-D", dataDir, "-o", settings, "-l", join(home, "log"), "-w", "start"]);
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      await must("pg_ctl", ["-D", dataDir, "-m", "immediate", "stop"]);
      rmSync(home, { recursive: true, force: true });
    },
  };
}
