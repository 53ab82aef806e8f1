/**
 * `npm test`: everything but the browser with vitest, then the journeys with Playwright, then one line that counts.
 *
 * Arguments go to one of the two: `npm test -- tests/db -t name` to vitest, `npm test -- e2e/health.spec.ts -g name`
 * to Playwright.
 */
import { fileURLToPath } from "node:url";
import { explain } from "./start/explain";
import { type Counts, NOTHING, sum, summary } from "./test/counts";
import { runJourneys, runVitest } from "./test/run";
import { exitOnSignal } from "./test/signals";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
exitOnSignal();

const args = process.argv.slice(2);
const namesJourney = args.some((arg) => /(^|\/)e2e(\/|$)|\.spec\.ts/.test(arg));
const isFiltered = args.length > 0;

async function attempt(what: string, work: () => Promise<Counts>): Promise<Counts> {
  try {
    return await work();
  } catch (error) {
    console.error(`${what}: ${explain(error)}`);
    return { ...NOTHING, failed: 1 };
  }
}

const counts: Counts[] = [];
if (!namesJourney) counts.push(await attempt("vitest", () => runVitest(args)));
if (namesJourney || !isFiltered) counts.push(await attempt("journeys", () => runJourneys(args)));

const total = sum(counts);
console.log(summary(total));
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
