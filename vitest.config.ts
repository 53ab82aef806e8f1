import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));

// On two cores a third worker only makes the other two, and the database between them, slower.
const maxWorkers = 2;

// A hang must end, but no test measures speed: generous, so that a busy machine never decides a result.
const patience = { testTimeout: 180_000, hookTimeout: 240_000 };

const shared = { ...patience, maxWorkers, unstubEnvs: true, restoreMocks: true };

/** Files of one process, one after the other: to load the product for each took as long as half of their tests. */
const together = { isolate: false, setupFiles: ["tests/support/afresh.ts"] };

export default defineConfig({
  resolve: { alias: { "@": root.replace(/\/$/, "") } },
  test: {
    projects: [
      {
        extends: true,
        test: { ...shared, ...together, name: "unit", include: ["tests/unit/**/*.test.{ts,tsx}"] },
      },
      {
        extends: true,
        test: {
          ...shared,
          ...together,
          name: "database",
          include: ["tests/{db,api,cli,worker,foreign}/**/*.test.ts"],
          globalSetup: ["tests/support/global-setup.ts"],
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: "faults",
          include: ["tests/faults/**/*.test.ts"],
          globalSetup: ["tests/support/global-setup.ts", "tests/support/bundle-worker.ts"],
        },
      },
    ],
  },
});
