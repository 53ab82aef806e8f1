import fc from "fast-check";
import { expect } from "vitest";
import type { Sql } from "@/db/client";
import type { TestDatabase } from "../database";
import { type Doubts, type Session, schedules, take } from "./steps";
import {
  EXACT,
  look,
  makeWorld,
  openSession,
  prepareSight,
  sightQuery,
  type TrackedView,
  tidy,
} from "./world";

const SESSIONS = 4;
const LENGTH = 20;
/** A soak may be told to end in time; it says how far it came. */
const MINUTES = Number(process.env.SOAK_MINUTES ?? Number.POSITIVE_INFINITY);
const SEED = Number(process.env.SOAK_SEED ?? Math.floor(Math.random() * 2 ** 31));

/** How many schedules are played: a soak says so by SOAK_RUNS. */
export const runs = (otherwise: number): number => Number(process.env.SOAK_RUNS ?? otherwise);

/** The world of the tests with sessions that write to it at random, and others that look at it. */
export class Schedules {
  private constructor(
    private readonly sql: Sql,
    private readonly views: readonly TrackedView[],
    private readonly clients: readonly Sql[],
    private readonly observer: Sql,
  ) {}

  /** @param prepare what is done with the views once they have a baseline */
  static async make(database: TestDatabase, prepare?: (sql: Sql) => Promise<void>): Promise<Schedules> {
    const views = await makeWorld(database.sql);
    await prepare?.(database.sql);
    const query = await sightQuery(database.sql, views);
    const clients = Array.from({ length: SESSIONS }, (_, n) => openSession(database.url, `session ${n}`));
    const observer = openSession(database.url, "observer");
    for (const client of [...clients, observer]) await prepareSight(client, query);
    return new Schedules(database.sql, views, clients, observer);
  }

  async end(): Promise<void> {
    await Promise.all([...this.clients, this.observer].map((client) => client.end({ timeout: 1 })));
  }

  /**
   * Plays so many schedules, and after each step looks from outside and from within.
   * Not by fc.assert: a shrunk schedule would start from another state, since the world goes on from run to run.
   *
   * @param settled what must hold besides, after a schedule whose transactions have all ended
   */
  async play(
    count: number,
    soak: boolean,
    settled?: (views: readonly TrackedView[], told: string) => Promise<void>,
  ) {
    const sample = fc.sample(schedules(SESSIONS, LENGTH), { seed: SEED, numRuns: count });
    const endAt = performance.now() + MINUTES * 60_000;
    const doubts: Doubts = new Map();
    let steps = 0;
    for (const [run, schedule] of sample.entries()) {
      if (performance.now() > endAt) {
        console.log(`SOAK_SEED=${SEED}: ended after ${run} of ${count} schedules, ${steps} steps`);
        break;
      }
      const sessions: Session[] = this.clients.map((sql) => ({
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
        await expectSight(this.observer, doubts, `${told}, seen from outside`);
        const { sql, open, frozen } = sessions[step.session]!;
        if (open) await expectSight(sql, frozen ?? doubts, `${told}, seen from session ${step.session}`);
      }
      for (const session of sessions) if (session.open) await session.sql.unsafe("rollback");
      for (const slug of doubts.keys()) doubts.set(slug, "unknown");
      if (settled) {
        await settled(this.views, `SOAK_SEED=${SEED}, run ${run}: ${done.join(" ")}, at its end`);
        doubts.clear();
      }
      // A soak takes half an hour or more: it says how far it is, so that one cut short was not for nothing.
      if (soak && run % 500 === 499) console.log(`SOAK_SEED=${SEED}: ${run + 1} schedules, ${steps} steps`);
      if (run % 20 === 19) {
        await tidy(this.sql);
        doubts.clear();
      }
    }
    if (soak) console.log(`SOAK_SEED=${SEED}: ${steps} steps`);
  }
}

/** A look with what must be seen: exact always, and known unless that is doubtful. */
async function expectSight(session: Sql, doubts: Doubts, told: string) {
  const seen = await look(session);
  const expected = seen.map(({ slug, known }) => {
    const doubt = doubts.get(slug);
    return { slug, ...EXACT, known: doubt === "either" ? known : doubt === undefined };
  });
  expect(seen, told).toEqual(expected);
}
