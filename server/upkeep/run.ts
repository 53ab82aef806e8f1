import { type Driver, type Step, upkeepSteps } from "./steps";

/**
 * All of upkeep once, for installations that are driven from outside. A step that fails is logged and left to the next
 * delivery: the slots have run.
 */
export async function upkeep(driver: Driver): Promise<void> {
  let steps: Step[] = [];
  try {
    steps = await upkeepSteps(driver);
  } catch (error) {
    driver.log.error({ err: error }, "upkeep after a delivery failed");
  }
  for (const { name, run } of steps) {
    await run().catch((error) =>
      driver.log.error({ step: name, err: error }, "upkeep after a delivery failed"),
    );
  }
}
