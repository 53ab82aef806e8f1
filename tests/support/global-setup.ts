import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { startEmbedded } from "@/db/embedded";
import { makeHome, removeAbandonedHomes } from "@/scripts/test/homes";
import { migrateWithStrategy } from "./strategy";
import { databaseUrl } from "./urls";

declare module "vitest" {
  interface ProvidedContext {
    /** A superuser's address on the tests' server. */
    serverUrl: string;
    /** The databases that `createDatabase` clones. */
    templates: { migrated: string; empty: string };
  }
}

/** One server for the whole run, with a migrated database to clone: migrating once per file would cost minutes. */
export default async function setup(project: TestProject) {
  const server = await testServer();
  // Two runs may share a TEST_DATABASE_URL.
  const migrated = `frescura_template_${randomBytes(4).toString("hex")}`;
  const admin = postgres(server.url, { max: 1, onnotice: () => {} });

  const teardown = async () => {
    try {
      await admin`update pg_database set datistemplate = false where datname = ${migrated}`;
      await admin`drop database if exists ${admin(migrated)} with (force)`;
    } finally {
      await admin.end();
      await server.stop();
    }
  };
  try {
    await admin`create database ${admin(migrated)}`;
    await migrateWithStrategy(databaseUrl(server.url, migrated));
    // Nobody may connect from here on, or cloning would fail now and then.
    await admin`alter database ${admin(migrated)} with is_template true allow_connections false`;
  } catch (error) {
    await teardown();
    throw error;
  }
  project.provide("serverUrl", server.url);
  project.provide("templates", { migrated, empty: "template0" });
  return teardown;
}

async function testServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { url: given, stop: async () => {} };

  await removeAbandonedHomes();
  const home = makeHome();
  const embedded = await startEmbedded({ dataDir: join(home, "pg"), durable: false, onLog: () => {} });
  const stop = async () => {
    await embedded.stop("immediate");
    rmSync(home, { recursive: true, force: true });
  };
  return { url: databaseUrl(embedded.url, "postgres"), stop };
}
