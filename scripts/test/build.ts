import { fileURLToPath } from "node:url";
import { ensureBuild } from "../start/build";
import { interruption } from "./signals";

const PROJECT_DIR = fileURLToPath(new URL("../..", import.meta.url));

/** Where tests have their build of the application, beside that of a running instance. */
export const TEST_DIST_DIR = process.env.FRESCURA_DIST_DIR || ".next-test";

/** Builds the application for tests, unless that is done already. */
export async function buildForTests(): Promise<void> {
  const onBuild = () => console.log("building the application for the journeys …");
  await ensureBuild(PROJECT_DIR, { signal: interruption, onBuild, distDir: TEST_DIST_DIR });
}
