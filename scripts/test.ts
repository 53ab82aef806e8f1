/**
 * `npm test`: everything but the browser with vitest, then the journeys with Playwright, then the slowest
 * files, what failed, and one line that counts.
 *
 * Arguments go to one of the two: `npm test -- tests/db -t name` to vitest, `npm test -- e2e/health.spec.ts -g name`
 * to Playwright.
 */
import { fileURLToPath } from "node:url";
import { explain } from "./start/explain";
import { buildForTests } from "./test/build";
import { NOTHING, sum, summary } from "./test/counts";
import { failed } from "./test/failures";
import { type Outcome, runJourneys, runVitest } from "./test/run";
import { exitOnSignal } from "./test/signals";
import { slowest } from "./test/slowest";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
exitOnSignal();

const args = process.argv.slice(2);
const namesJourney = args.some((arg) => /(^|\/)e2e(\/|$)|\.spec\.ts/.test(arg));
const isFiltered = args.length > 0;

async function attempt(what: string, work: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await work();
  } catch (error) {
    const failure = `${what}: ${explain(error)}`;
    console.error(failure);
    return { counts: { ...NOTHING, failed: 1 }, times: [], failures: [failure] };
  }
}

const outcomes: Outcome[] = [];
// Built while the first tests run. Who needs the build waits for it, and hears of its failure, in his turn.
if (!isFiltered) buildForTests().catch(() => {});
if (!namesJourney) outcomes.push(await attempt("vitest", () => runVitest(args)));
if (namesJourney || !isFiltered) outcomes.push(await attempt("journeys", () => runJourneys(args)));

const total = sum(outcomes.map(({ counts }) => counts));
for (const line of slowest(outcomes.flatMap(({ times }) => times))) console.log(line);
for (const line of failed(outcomes.flatMap(({ failures }) => failures))) console.log(line);
console.log(summary(total));
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
