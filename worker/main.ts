import { attachDatabase } from "@/server/attach";
import { requireSchema, SchemaError } from "@/server/database/require-schema";
import { closeDb } from "@/server/db";
import { EnvError, env } from "@/server/env";
import { logger } from "@/server/log";
import { startWorker } from "./loop";

/** `npm run worker`: the loop alone, until SIGTERM or SIGINT; the refresh under way is finished first. */
async function main(): Promise<void> {
  await attachDatabase();
  await requireSchema();
  const worker = await startWorker({ log: logger(), env: env() });
  let asked = false;
  const stop = async () => {
    if (asked) return;
    asked = true;
    await worker.stop();
    await closeDb();
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

main().catch(async (error) => {
  process.exitCode = 1;
  const explains = error instanceof EnvError || error instanceof SchemaError;
  process.stderr.write(`${explains ? error.message : (error.stack ?? error)}\n`);
  await closeDb();
});
