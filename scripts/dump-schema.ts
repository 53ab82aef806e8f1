/**
 * `npm run db:dump`: writes `db/schema.sql` anew, from a database that is made and migrated for the purpose.
 *
 * On the server of TEST_DATABASE_URL where that is set, otherwise on a throwaway embedded one.
 */
import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { connect } from "@/db/client";
import { startEmbedded } from "@/db/embedded";
import { migrate } from "@/db/migrate";
import { dumpSchema } from "@/scripts/schema/dump";

const FILE = fileURLToPath(new URL("../db/schema.sql", import.meta.url));

async function onScratchServer(work: (url: string) => Promise<void>): Promise<void> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return await work(given);
  const home = mkdtempSync(join(tmpdir(), "frescura-schema-"));
  // As root the server runs as another account, which has to pass through.
  chmodSync(home, 0o711);
  const server = await startEmbedded({ dataDir: join(home, "pg"), durable: false, onLog: () => {} });
  try {
    await work(server.url);
  } finally {
    await server.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

async function withScratchDatabase(serverUrl: string, work: (url: string) => Promise<void>): Promise<void> {
  const name = `frescura_schema_${randomBytes(6).toString("hex")}`;
  const admin = connect(serverUrl, "frescura schema", 1);
  try {
    await admin`create database ${admin(name)} template template0`;
    const url = new URL(serverUrl);
    url.pathname = `/${name}`;
    await work(url.href);
  } finally {
    await admin`drop database if exists ${admin(name)} with (force)`;
    await admin.end();
  }
}

await onScratchServer((serverUrl) =>
  withScratchDatabase(serverUrl, async (url) => {
    await migrate(url);
    const sql = connect(url, "frescura schema", 1);
    const text = await dumpSchema(sql);
    await sql.end();
    writeFileSync(FILE, text);
    console.log(`wrote ${FILE} (${text.split("\n").length} lines)`);
  }),
);
