/** `npm run test:e2e`: the journeys alone; arguments go to Playwright. */
import { fileURLToPath } from "node:url";
import { explain } from "./start/explain";
import { summary } from "./test/counts";
import { runJourneys } from "./test/run";
import { exitOnSignal } from "./test/signals";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
exitOnSignal();

try {
  const counts = await runJourneys(process.argv.slice(2));
  console.log(summary(counts));
  process.exit(counts.failed === 0 ? 0 : 1);
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}
