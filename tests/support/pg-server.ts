import { spawnSync } from "node:child_process";
import { appendFileSync, chmodSync, chownSync, copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import getPort from "get-port";
import { type Account, serverAccount } from "@/db/embedded/account";
import { run } from "@/db/embedded/run";

/**
 * A server made with the host's own PostgreSQL, whose programs include what the embedded one lacks: pg_basebackup
 * and pg_dump. Its superuser is `postgres`, without a password, over 127.0.0.1.
 */
export class PgServer {
  private constructor(
    private readonly bin: string,
    private readonly home: string,
    private readonly account: Account | undefined,
    readonly port: number,
  ) {
    // A test run that is interrupted ends without any afterAll.
    process.once("exit", () => this.#stopNow());
  }

  /** Makes a cluster of its own and starts it. */
  static async create(bin: string): Promise<PgServer> {
    const server = await PgServer.#home(bin);
    await server.program("initdb", [
      "-D",
      server.data,
      "-U",
      "postgres",
      "--auth=trust",
      "--no-sync",
      "-E",
      "UTF8",
      "--locale=C",
    ]);
    await server.#start();
    return server;
  }

  /** Makes a standby of a server by pg_basebackup, which follows it from then on. */
  static async standbyOf(primary: PgServer): Promise<PgServer> {
    const standby = await PgServer.#home(primary.bin);
    const from = ["-h", "127.0.0.1", "-p", `${primary.port}`, "-U", "postgres"];
    await standby.program("pg_basebackup", [...from, "-D", standby.data, "-R", "-c", "fast", "--no-sync"]);
    await standby.#start();
    return standby;
  }

  static async #home(bin: string): Promise<PgServer> {
    const home = mkdtempSync(join(tmpdir(), "frescura-pg-"));
    const account = await serverAccount(home);
    const data = join(home, "data");
    mkdirSync(data);
    for (const path of [home, data]) {
      chmodSync(path, 0o700);
      if (account) chownSync(path, account.uid, account.gid);
    }
    return new PgServer(bin, home, account, await getPort({ host: "127.0.0.1" }));
  }

  /** The address of a database. */
  url(database = "postgres"): string {
    return `postgres://postgres@127.0.0.1:${this.port}/${database}`;
  }

  /** Makes a standby a primary. */
  async promote(): Promise<void> {
    await this.#ctl("promote", "-w");
  }

  async stop(mode: "fast" | "immediate"): Promise<void> {
    await this.#ctl("stop", "-w", "-m", mode);
  }

  async remove(): Promise<void> {
    this.#stopNow();
    rmSync(this.home, { recursive: true, force: true });
  }

  /** Runs one of PostgreSQL's programs as the server's account, and returns what it printed. */
  async program(name: string, args: readonly string[]): Promise<string> {
    const { account } = this;
    const ran = await run(join(this.bin, name), args, { account });
    if (ran.code !== 0) throw new Error(`${name} ended with ${ran.code}: ${ran.output}`);
    return ran.output;
  }

  /** A place for a file of this server's account. */
  file(name: string): string {
    return join(this.home, name);
  }

  /** Takes over a file of another server, which lies in a folder closed to ours. */
  adopt(other: PgServer, name: string): void {
    copyFileSync(other.file(name), this.file(name));
    const { account } = this;
    if (account) chownSync(this.file(name), account.uid, account.gid);
  }

  private get data(): string {
    return join(this.home, "data");
  }

  async #start(): Promise<void> {
    const settings = `
port = ${this.port}
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
fsync = off
max_wal_senders = 4
hot_standby_feedback = on
client_connection_check_interval = '500ms'
`;
    appendFileSync(join(this.data, "postgresql.conf"), settings);
    await this.#ctl("start", "-w", "-l", join(this.home, "log"));
  }

  async #ctl(...args: string[]): Promise<void> {
    await this.program("pg_ctl", [...args, "-s", "-D", this.data]);
  }

  #stopNow(): void {
    const { account } = this;
    spawnSync(join(this.bin, "pg_ctl"), ["stop", "-m", "immediate", "-s", "-D", this.data], {
      cwd: "/",
      stdio: "ignore",
      ...(account && { uid: account.uid, gid: account.gid }),
    });
  }
}
