import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbedded } from "@/db/embedded";
import { siblings } from "@/db/embedded/files";
import { isMarkAlive, readMark } from "@/db/embedded/lock";

const PREFIX = "frescura-throwaway-";

/** A fresh folder for a throwaway database's data; its maker removes it. */
export function makeHome(): string {
  const home = mkdtempSync(join(tmpdir(), PREFIX));
  // As root PostgreSQL runs as another account, which has to pass through.
  chmodSync(home, 0o711);
  return home;
}

/**
 * Ends the throwaway servers, and removes the data, of test runs that were killed before they could.
 *
 * Only those whose starter is known and gone: a home without a mark may be one that is being made.
 */
export async function removeAbandonedHomes(): Promise<void> {
  const homes = readdirSync(tmpdir()).filter((name) => name.startsWith(PREFIX));
  for (const home of homes.map((name) => join(tmpdir(), name))) {
    const dataDir = join(home, "pg");
    const owner = readMark(siblings(dataDir).owner);
    if (owner === "" || isMarkAlive(owner)) continue;
    try {
      if (existsSync(join(dataDir, "postmaster.pid"))) await endServer(dataDir);
      rmSync(home, { recursive: true, force: true });
    } catch (error) {
      console.warn(`${home} of a killed test run could not be removed: ${(error as Error).message}`);
    }
  }
}

async function endServer(dataDir: string): Promise<void> {
  const server = await startEmbedded({ dataDir, durable: false, onLog: () => {} });
  await server.stop("immediate");
}
