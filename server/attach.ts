import { defaultDataDir, runningEmbedded } from "@/db/embedded";
import { amendEnv, env } from "@/server/env";

/**
 * Lets a process beside `npm start` use its embedded database: where no DATABASE_URL is set, it becomes that of
 * the running one. For the command line and the worker on its own, before they ask for `db()`.
 *
 * @throws Error when there is neither
 */
export async function attachDatabase(): Promise<void> {
  const { DATABASE_URL, FRESCURA_DATA_DIR } = env();
  if (DATABASE_URL) return;
  const url = await runningEmbedded(await defaultDataDir(process.cwd(), FRESCURA_DATA_DIR));
  if (!url)
    throw new Error("There is no database: set DATABASE_URL, or start the embedded one with npm start.");
  amendEnv({ DATABASE_URL: url, FRESCURA_EMBEDDED: "1" });
}
