import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runningEmbedded } from "@/db/embedded";
import { makeHome, removeAbandonedHomes } from "@/scripts/test/homes";
import { driver } from "@/tests/support/embedded";

test("a test run ends the servers that killed runs left, and no other", async () => {
  const [abandoned, used] = [makeHome(), makeHome()];
  const drivers = [abandoned, used].map((home) => {
    return driver(process.cwd(), { projectDir: process.cwd(), dataDir: join(home, "pg") });
  });
  try {
    await Promise.all(drivers.map((one) => one.started));
    await drivers[0]?.kill();
    await removeAbandonedHomes();
    expect(existsSync(abandoned)).toBe(false);
    expect(await runningEmbedded(join(used, "pg"))).toBeDefined();
  } finally {
    await Promise.all(drivers.map((one) => one.stop()));
    rmSync(used, { recursive: true, force: true });
  }
});
