/** `npm run test:e2e`: the journeys alone; arguments go to Playwright. */
import { fileURLToPath } from "node:url";
import { explain } from "./start/explain";
import { summary } from "./test/counts";
import { runJourneys } from "./test/run";
import { exitOnSignal } from "./test/signals";
import { slowest } from "./test/slowest";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
exitOnSignal();

try {
  const { counts, times } = await runJourneys(process.argv.slice(2));
  for (const line of slowest(times)) console.log(line);
  console.log(summary(counts));
  process.exit(counts.failed === 0 ? 0 : 1);
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}
