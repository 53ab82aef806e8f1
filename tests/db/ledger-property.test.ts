import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Sql } from "@/db/client";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { type Doubts, type Session, schedules, take } from "@/tests/support/ledger/steps";
import {
  EXACT,
  look,
  makeWorld,
  openSession,
  prepareSight,
  sightQuery,
  tidy,
} from "@/tests/support/ledger/world";

const SESSIONS = 4;
const LENGTH = 20;
const CI_RUNS = 120;
const RUNS = Number(process.env.SOAK_RUNS ?? CI_RUNS);
/** A soak may be told to end in time; it says how far it came. */
const MINUTES = Number(process.env.SOAK_MINUTES ?? Number.POSITIVE_INFINITY);
const SEED = Number(process.env.SOAK_SEED ?? Math.floor(Math.random() * 2 ** 31));

let database: TestDatabase;
let observer: Sql;
let clients: Sql[];
let query: string;

beforeAll(async () => {
  database = await createDatabase();
  const views = await makeWorld(database.sql);
  query = await sightQuery(database.sql, views);
  clients = Array.from({ length: SESSIONS }, (_, n) => openSession(database.url, `session ${n}`));
  observer = openSession(database.url, "observer");
  for (const client of [...clients, observer]) await prepareSight(client, query);
});

afterAll(async () => {
  await Promise.all([...clients, observer].map((client) => client.end({ timeout: 1 })));
  await database.drop();
});

/** A look with what must be seen: exact always, and known unless that is doubtful. */
async function expectSight(session: Sql, doubts: Doubts, told: string) {
  const seen = await look(session);
  const expected = seen.map(({ slug, known }) => {
    const doubt = doubts.get(slug);
    return { slug, ...EXACT, known: doubt === "either" ? known : doubt === undefined };
  });
  expect(seen, told).toEqual(expected);
}

// Not fc.assert: a shrunk schedule would start from another state, since the world goes on from run to run.
test(`${RUNS} random schedules over ${SESSIONS} sessions: the live view is exact, and nothing pends untold`, async () => {
  const sample = fc.sample(schedules(SESSIONS, LENGTH), { seed: SEED, numRuns: RUNS });
  const endAt = performance.now() + MINUTES * 60_000;
  const doubts: Doubts = new Map();
  let steps = 0;
  for (const [run, schedule] of sample.entries()) {
    if (performance.now() > endAt) {
      console.log(`SOAK_SEED=${SEED}: ended after ${run} of ${RUNS} schedules, ${steps} steps`);
      break;
    }
    const sessions: Session[] = clients.map((sql) => ({
      sql,
      open: false,
      saved: false,
      refreshing: false,
    }));
    const done: string[] = [];
    for (const step of schedule) {
      if (!(await take(step, sessions, doubts))) continue;
      steps += 1;
      done.push(`${step.session}:${step.action}(${step.salt})`);
      const told = `SOAK_SEED=${SEED}, run ${run}: ${done.join(" ")}`;
      // From outside, and from the session itself while it sees writes of its own that nobody else does.
      await expectSight(observer, doubts, `${told}, seen from outside`);
      const { sql, open, frozen } = sessions[step.session]!;
      if (open) await expectSight(sql, frozen ?? doubts, `${told}, seen from session ${step.session}`);
    }
    for (const session of sessions) if (session.open) await session.sql.unsafe("rollback");
    for (const slug of doubts.keys()) doubts.set(slug, "unknown");
    // A soak takes half an hour or more: it says how far it is, so that one cut short was not for nothing.
    if (run % 500 === 499 && RUNS > CI_RUNS)
      console.log(`SOAK_SEED=${SEED}: ${run + 1} schedules, ${steps} steps`);
    if (run % 20 === 19) {
      await tidy(database.sql);
      doubts.clear();
    }
  }
  if (RUNS > CI_RUNS) console.log(`SOAK_SEED=${SEED}: ${steps} steps`);
}, 43_200_000);
