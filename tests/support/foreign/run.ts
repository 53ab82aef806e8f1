import { once } from "node:events";
import { expect } from "vitest";
import type { Sql } from "@/db/client";
import { tracked } from "@/tests/support/ledger/lab";
import {
  EXACT,
  look,
  openSession,
  prepareSight,
  sightQuery,
  type TrackedView,
} from "@/tests/support/ledger/world";
import { Dice } from "./dice";
import type { ForeignSchema, Write } from "./schema";
import type { ForeignDatabase } from "./world";

/** How often each kind of step is taken in a run, beside one statement of each kind of write. */
const STEPS = { transaction: 4, concurrent: 2, refresh: 2, copy: 1, truncate: 1, family: 1 } as const;
type Step = { kind: keyof typeof STEPS } | { kind: "statement"; write: Write };

/** What a customer's writer meets in ordinary life, and goes on after: constraints, and rows that somebody else holds. */
const ORDINARY = /^(23...|55P03|40P01|22003)$/;

/** How much of what was done a failure tells; the seed does all of it again. */
const TOLD = 12;

/** What came of a run. */
export interface Tally {
  steps: number;
  statements: number;
  /** Statements that the database refused, as {@link ORDINARY} has them. */
  refused: number;
}

/**
 * Writes at random to a foreign schema whose views are tracked and known, and compares after each step.
 *
 * @throws AssertionError that names the seed and the steps so far
 */
export async function writeAtRandom(
  database: ForeignDatabase,
  schema: ForeignSchema,
  seed: number,
): Promise<Tally> {
  const run = await Run.begin(database, schema, seed);
  try {
    return await run.all();
  } finally {
    await run.end();
  }
}

class Run {
  readonly #tally: Tally = { steps: 0, statements: 0, refused: 0 };
  readonly #done: string[] = [];

  private constructor(
    private readonly database: ForeignDatabase,
    private readonly schema: ForeignSchema,
    private readonly views: readonly TrackedView[],
    private readonly dice: Dice,
    private readonly seed: number,
    private readonly observer: Sql,
    private readonly writers: readonly [Sql, Sql],
  ) {}

  static async begin(database: ForeignDatabase, schema: ForeignSchema, seed: number): Promise<Run> {
    const { app, urls } = database;
    const views = await Promise.all(schema.views.map(({ slug }) => tracked(app, slug)));
    const observer = openSession(urls.app, "observer");
    await prepareSight(observer, await sightQuery(app, views));
    const writers = [openSession(urls.writer, "writer 1"), openSession(urls.writer, "writer 2")] as const;
    const path = schema.schemas.join(", ");
    // Compiling a query that is asked once a step costs more than it saves.
    await observer.unsafe(`set search_path = ${path}, public; set jit = off`);
    for (const [n, writer] of writers.entries()) {
      // Two programs that were set up in two countries, and neither waits for long.
      await writer.unsafe(`set search_path = ${path}, public; set lock_timeout = '50ms'; set jit = off;
        set timezone = '${["Pacific/Auckland", "America/Mexico_City"][n]}'; set datestyle = '${["SQL, DMY", "German"][n]}'`);
      await writer.unsafe(`prepare own_sight as ${ownSight(views)}`);
    }
    return new Run(database, schema, views, new Dice(seed), seed, observer, writers);
  }

  async end(): Promise<void> {
    await Promise.all([this.observer, ...this.writers].map((client) => client.end({ timeout: 1 })));
  }

  async all(): Promise<Tally> {
    const steps: Step[] = this.schema.writes.map((write) => ({ kind: "statement", write }));
    for (const [kind, times] of Object.entries(STEPS)) {
      for (let n = 0; n < times; n += 1) steps.push({ kind: kind as keyof typeof STEPS });
    }
    await this.#expectExact();
    for (const step of this.dice.shuffle(steps)) await this.#take(step);
    for (const { slug } of this.views) await this.#refresh(slug);
    return this.#tally;
  }

  async #take(step: Step): Promise<void> {
    this.#tally.steps += 1;
    this.#done.push(`[${step.kind}]`);
    const [one, two] = this.writers;
    switch (step.kind) {
      case "statement":
        await this.#write(one, step.write(this.dice));
        break;
      case "transaction":
        await one.unsafe("begin");
        await this.#inside(one);
        await this.#finish(one);
        break;
      case "concurrent":
        await one.unsafe("begin");
        await two.unsafe("begin");
        await this.#inside(one);
        await this.#inside(two);
        if (this.dice.percent(50)) {
          // What is in flight now is not in this refresh, and pending after it.
          await this.#refresh(this.dice.pick(this.views).slug, false);
        }
        await this.#expectExact();
        for (const writer of this.dice.shuffle([one, two])) {
          await this.#finish(writer);
          await this.#expectExact();
        }
        break;
      case "refresh":
        await this.#refresh(this.dice.pick(this.views).slug);
        break;
      case "copy":
        await this.#copy(one);
        break;
      case "truncate":
        await this.#write(one, this.dice.pick(this.schema.truncate));
        break;
      case "family":
        await this.#family();
        break;
    }
    await this.#expectExact();
  }

  /** Some statements of a transaction, some of them taken back to a savepoint; its own writer sees them exactly. */
  async #inside(writer: Sql): Promise<void> {
    for (let n = 1 + this.dice.nat(3); n > 0; n -= 1) {
      await this.#write(writer, this.dice.pick(this.schema.writes)(this.dice), true);
    }
    if (this.dice.percent(40)) {
      await writer.unsafe("savepoint before");
      await this.#write(writer, this.dice.pick(this.schema.writes)(this.dice), true);
      await writer.unsafe("rollback to savepoint before");
      this.#done.push("taken back");
    }
    const seen = [...(await writer.unsafe("execute own_sight"))];
    const exact = this.views.map(({ slug }) => ({ slug, surplus: 0, lacking: 0 }));
    expect(seen, `${this.#told()}, seen by the writer`).toEqual(exact);
  }

  async #finish(writer: Sql): Promise<void> {
    const how = this.dice.percent(25) ? "rollback" : "commit";
    this.#done.push(how);
    await writer.unsafe(how);
  }

  /** Sends a statement by itself or within a transaction, which goes on where it is refused. */
  async #write(writer: Sql, text: string, inside = false): Promise<void> {
    this.#tally.statements += 1;
    this.#done.push(text.replaceAll(/\s+/g, " "));
    if (inside) await writer.unsafe("savepoint statement");
    try {
      await writer.unsafe(text);
    } catch (error) {
      const { code = "" } = error as { code?: string };
      if (!ORDINARY.test(code)) throw new Error(`${this.#told()}: ${error}`, { cause: error });
      this.#tally.refused += 1;
      this.#done.push(code);
      if (inside) await writer.unsafe("rollback to savepoint statement");
    }
  }

  async #copy(writer: Sql): Promise<void> {
    const { into, lines } = this.schema.copy;
    const text = lines(this.dice)
      .map((line) => `${line}\n`)
      .join("");
    this.#done.push(`copy ${into}: ${text}`);
    const stream = await writer.unsafe(`copy ${into} from stdin`).writable();
    stream.end(text);
    await once(stream, "finish");
  }

  /** Refreshes a view; with no writer in flight it is then what its definition gives, and nothing is pending. */
  async #refresh(slug: string, alone = true): Promise<void> {
    this.#done.push(`refresh ${slug}`);
    const { app } = this.database;
    const [run] = await app`call frescura.refresh_tracked(${slug}, 'test')`;
    expect(run, this.#told()).toMatchObject({ status: "completed" });
    if (!alone) return;
    const { view, definition } = this.views.find((v) => v.slug === slug)!;
    const differing = await this.observer.unsafe(
      `(table ${view} except all (${definition})) union all ((${definition}) except all table ${view})`,
    );
    expect([...differing], this.#told()).toEqual([]);
    expect([...(await app`select * from frescura.pending(${slug})`)], this.#told()).toEqual([]);
    await app`select frescura.prune_ledger(${slug})`;
  }

  /** A member joins with rows and leaves again: unknown, and exact all the same, until it is taken in and refreshed. */
  async #family(): Promise<void> {
    const { family } = this.schema;
    if (!family) return;
    const { owner, app } = this.database;
    for (const change of [family.join, family.leave]) {
      this.#done.push(change.replaceAll(/\s+/g, " "));
      await owner.unsafe(change);
      await this.#expectExact(family.slugs);
      await app`select frescura.take_in()`;
      await this.#write(this.writers[0], this.dice.pick(this.schema.writes)(this.dice));
      await this.#expectExact(family.slugs);
      for (const slug of family.slugs) await this.#refresh(slug);
      await this.#expectExact();
    }
  }

  async #expectExact(unknown: readonly string[] = []): Promise<void> {
    const seen = await look(this.observer);
    const expected = this.views.map(({ slug }) => ({ slug, ...EXACT, known: !unknown.includes(slug) }));
    const lost = await this.database.app`select * from frescura.capture_failures`;
    expect({ seen, lost: [...lost] }, this.#told()).toEqual({ seen: expected, lost: [] });
  }

  #told(): string {
    return `FOREIGN_SEED=${this.seed}, ${this.schema.name}: … ${this.#done.slice(-TOLD).join("; ")}`;
  }
}

/** What a writer looks at who may read live views and tables, and nothing of ours. */
function ownSight(views: readonly TrackedView[]): string {
  return views
    .map(
      ({ slug, live, definition }) => `(
        with definition as materialized (${definition}), live as materialized (table ${live})
        select '${slug}' as slug,
               (select count(*) from (table live except all table definition) x)::integer as surplus,
               (select count(*) from (table definition except all table live) x)::integer as lacking)`,
    )
    .join(" union all ");
}
