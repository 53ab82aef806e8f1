import { z } from "zod";

const given = z
  .array(z.object({ url: z.url(), password: z.string(), databaseUrl: z.string() }))
  .min(1)
  .readonly();

/** Where a journey's application is, and what opens it. */
export type Application = z.output<typeof given>[number];

/**
 * The applications that were started for this run, one for each worker.
 *
 * @throws Error where nobody started any
 */
export function applications(): readonly Application[] {
  const { E2E_APPLICATIONS } = process.env;
  if (E2E_APPLICATIONS) return given.parse(JSON.parse(E2E_APPLICATIONS));
  throw new Error("Run the journeys with npm run test:e2e: it brings the applications and the browser.");
}

/**
 * The application of this worker, with a database of its own: journeys of two workers cannot meet.
 *
 * @throws Error where there are more workers than applications
 */
export function application(): Application {
  const { TEST_PARALLEL_INDEX = "0" } = process.env;
  const own = applications()[Number(TEST_PARALLEL_INDEX)];
  if (own) return own;
  throw new Error(`Worker ${TEST_PARALLEL_INDEX} has no application: run no more workers than there are.`);
}
