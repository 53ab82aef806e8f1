import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import getPort from "get-port";
import { connect } from "@/db/client";
import { serverAccount } from "@/db/embedded/account";
import { until } from "./wait";

/** A PgBouncer in transaction mode before a server. */
export interface Pooler {
  /** The address of a database of that server through the pooler. */
  url(direct: string): string;
  stop(): Promise<void>;
}

/**
 * Starts a PgBouncer in transaction mode.
 *
 * @param program where it is
 * @param serverUrl a superuser's address on the server behind it; all sessions get in as that user
 */
export async function startPooler(program: string, serverUrl: string): Promise<Pooler> {
  const { hostname, port: serverPort, username, password } = new URL(serverUrl);
  const port = await getPort({ host: "127.0.0.1" });
  const dir = mkdtempSync(join(tmpdir(), "frescura-pooler-"));
  const file = join(dir, "pgbouncer.ini");
  const behind = `host=${hostname} port=${serverPort} user=${decodeURIComponent(username)} password=${decodeURIComponent(password)}`;
  writeFileSync(
    file,
    `[databases]
* = ${behind}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
max_client_conn = 500
; Few, so that clients do share sessions.
default_pool_size = 8
`,
    { mode: 0o600 },
  );
  // Like PostgreSQL it refuses to run as root.
  const account = await serverAccount(dir);
  if (account) for (const path of [dir, file]) chownSync(path, account.uid, account.gid);
  chmodSync(dir, 0o700);

  const child = spawn(program, [file], {
    cwd: "/",
    stdio: ["ignore", "ignore", "pipe"],
    ...(account && { uid: account.uid, gid: account.gid }),
  });
  process.once("exit", () => child.kill("SIGKILL"));
  const said = collect(child);
  const url = (direct: string) => {
    const through = new URL(direct);
    through.hostname = "127.0.0.1";
    through.port = `${port}`;
    return through.href;
  };
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const closed = once(child, "close");
      child.kill("SIGKILL");
      await closed;
    }
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    await until("the pooler answers", async () => {
      if (child.exitCode !== null) throw new Error(`PgBouncer has ended: ${said()}`);
      return await answers(url(serverUrl));
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

function collect(child: ChildProcess): () => string {
  let text = "";
  child.stderr!.setEncoding("utf8").on("data", (chunk) => {
    text += chunk;
  });
  return () => text;
}

async function answers(url: string): Promise<boolean> {
  const sql = connect(url, "frescura tests", 1);
  try {
    await sql`select 1`;
    return true;
  } catch {
    return false;
  } finally {
    await sql.end({ timeout: 1 });
  }
}
