import { rmSync } from "node:fs";
import { join } from "node:path";
import { connect, type Sql } from "@/db/client";
import { type Embedded, startEmbedded } from "@/db/embedded";
import { makeHome } from "@/scripts/test/homes";
import { migrateWithStrategy } from "./strategy";

/** A migrated PostgreSQL server of one test's own, which it may stop and start. */
export class OwnServer {
  private constructor(
    private readonly home: string,
    private server: Embedded,
    /** A client that finds the server again by itself. */
    readonly sql: Sql,
  ) {}

  static async start(): Promise<OwnServer> {
    const home = makeHome();
    // Durable: what committed has to be there after a crash.
    const server = await startEmbedded({ dataDir: join(home, "pg"), onLog: () => {} });
    await migrateWithStrategy(server.url);
    return new OwnServer(home, server, connect(server.url, "frescura tests", 4));
  }

  get url(): string {
    return this.server.url;
  }

  /** Ends it: `fast` as an operator does, `immediate` as a crash does. */
  stop(mode: "fast" | "immediate"): Promise<void> {
    return this.server.stop(mode);
  }

  /** Starts it again, at the same address. */
  async resume(): Promise<void> {
    const { dataDir, port } = this.server;
    this.server = await startEmbedded({ dataDir, port, onLog: () => {} });
  }

  async remove(): Promise<void> {
    await this.sql.end({ timeout: 1 });
    await this.server.stop("immediate");
    rmSync(this.home, { recursive: true, force: true });
  }
}
