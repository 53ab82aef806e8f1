import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { startOtherServer } from "@/tests/support/debian-server";
import { accounting } from "@/tests/support/foreign/accounting";
import { chinook } from "@/tests/support/foreign/chinook";
import { helpdesk } from "@/tests/support/foreign/helpdesk";
import { pagila } from "@/tests/support/foreign/pagila";
import { writeAtRandom } from "@/tests/support/foreign/run";
import type { ForeignSchema } from "@/tests/support/foreign/schema";
import {
  type ForeignDatabase,
  type ForeignServer,
  foreignServer,
  load,
  trackAll,
} from "@/tests/support/foreign/world";
import { locate, POSTGRESQL } from "@/tests/support/programs";

const installed = locate(POSTGRESQL);
const servers = ["the tests' server", ...(installed ? ["an installed PostgreSQL"] : [])];
const schemas = [pagila, chinook, accounting, helpdesk];

/** How many databases of each schema are written to, on each server; and where their seeds begin. */
const RUNS = Number(process.env.FOREIGN_RUNS ?? 1);
const SEED = Number(process.env.FOREIGN_SEED ?? Math.floor(Math.random() * 2 ** 31));

describe.each(servers)("on %s, with a role that is no superuser", (which) => {
  let server: ForeignServer;

  beforeAll(async () => {
    const other = which === servers[0] ? undefined : await startOtherServer(installed!);
    server = await foreignServer(other?.url ?? inject("serverUrl"), async () => other?.stop());
  });
  afterAll(() => server?.stop());

  describe.each(schemas.map((schema) => [schema.name, schema] as const))("%s", (_name, schema) => {
    let database: ForeignDatabase;

    beforeAll(async () => {
      database = await server.database();
      await load(database, schema, SEED);
    });
    afterAll(() => database?.drop());

    test.each(schema.refused)(
      "refuses to track $slug: $code",
      async ({ slug, relation, source, key, code }) => {
        const { app } = database;
        await app`select frescura.register(${relation}, ${slug})`;
        const columns = key.split(", ").map(() => "null");
        await expect(app`select frescura.track(${slug}, ${source}, ${columns})`).rejects.toMatchObject({
          code: "0A000",
          constraint_name: code,
        });
        expect(await app`select known from frescura.pending(${slug})`).toEqual([{ known: false }]);
      },
    );

    test.each([SEED])(
      "written to at random from seed %i, its live views are exact and nothing pends untold",
      async () => {
        for (let run = 0; run < RUNS; run += 1) {
          const fresh = run === 0 ? database : await server.database();
          if (run > 0) await load(fresh, schema, SEED + run);
          await trackAndWrite(fresh, schema, SEED + run);
          if (run > 0) await fresh.drop();
        }
      },
      43_200_000,
    );
  });
});

async function trackAndWrite(database: ForeignDatabase, schema: ForeignSchema, seed: number): Promise<void> {
  const { app } = database;
  for (const view of schema.views) {
    // Each source that it reads is tried in the first one: to try them all takes longer than all that follows.
    await trackAll(app, view, view === schema.views[0]);
    const [refresh] = await app`select status from frescura.refresh(${view.slug}, 'test')`;
    expect(refresh).toEqual({ status: "completed" });
  }
  const tally = await writeAtRandom(database, schema, seed);
  // Most of what is written has to be written, or nothing is shown.
  expect(tally.refused).toBeLessThan(tally.statements / 2);
  expect(await app`select * from frescura.capture_failures`).toEqual([]);
}
