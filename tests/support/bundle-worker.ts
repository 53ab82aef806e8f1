import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Program of the worker, for whoever starts it as a process of its own. */
    workerProgram: string;
  }
}

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Bundles the worker once: of a process that starts from its sources, two thirds of the work is to compile them. */
export default async function setup(project: TestProject) {
  // Two folders below the project, as db/migrate/ is: it finds the migrations from there.
  const outfile = `${ROOT}test-results/bundle/worker-${randomBytes(4).toString("hex")}.mjs`;
  await build({
    absWorkingDir: ROOT,
    entryPoints: ["worker/main.ts"],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    sourcemap: "inline",
    logLevel: "warning",
  });
  project.provide("workerProgram", outfile);
  return () => rmSync(outfile, { force: true });
}
