import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Sql } from "@/db/client";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { type Graph, makeGraph, missing, type Node, type Write } from "@/tests/support/roots/world";

const CI_RUNS = 8;
const STEPS = 25;
const RUNS = Number(process.env.SOAK_RUNS ?? CI_RUNS);
/** A soak may be told to end in time; it says how far it came. */
const MINUTES = Number(process.env.SOAK_MINUTES ?? Number.POSITIVE_INFINITY);
const SEED = Number(process.env.SOAK_SEED ?? Math.floor(Math.random() * 2 ** 31));

let database: TestDatabase;
let observer: Sql;
let slow: Sql;
let old: Sql;

beforeAll(async () => {
  database = await createDatabase();
  const session = (name: string) => connect(database.url, name, 1);
  [observer, slow, old] = [session("observer"), session("slow writer"), session("old snapshot")];
});
afterAll(async () => {
  await Promise.all([observer, slow, old].map((client) => client.end({ timeout: 1 })));
  await database.drop();
});

/** A small generator of numbers: the same seed, the same run. */
function dice(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number) => Math.floor(next() * n);
  return {
    below,
    chance: (share: number) => next() < share,
    one: <T>(of: readonly T[]) => of[below(of.length)]!,
  };
}
type Dice = ReturnType<typeof dice>;

function drawGraph({ below, chance, one }: Dice): Graph {
  const tables = ["t1", "t2"];
  const nodes: Node[] = tables.map((table, n) => ({
    name: `m${n + 1}`,
    reads: chance(0.2) ? tables : [table],
    through: false,
    registered: true,
  }));
  for (let n = nodes.length + 1; n <= 4 + below(2); n++) {
    const reads = new Set([one(nodes).name]);
    if (chance(0.5)) reads.add(one(nodes).name);
    if (chance(0.15)) reads.add(one(tables));
    nodes.push({ name: `m${n}`, reads: [...reads], through: chance(0.5), registered: chance(0.85) });
  }
  return { tables, nodes };
}

/** What the model knows beside the database. */
interface World {
  graph: Graph;
  writes: Write[];
  /** Written in a transaction that is open. */
  open: Omit<Write, "by"> | null;
  /** Whether a session holds an old snapshot. */
  holds: boolean;
  receipts: { receipt: string; write: Write }[];
  next: number;
}

const clock = async () =>
  Number((await observer`select extract(epoch from clock_timestamp()) * 1000 as now`)[0]!.now);

async function commitSlow(world: World): Promise<void> {
  if (!world.open) return;
  await slow`commit`;
  world.writes.push({ ...world.open, by: await clock() });
  world.open = null;
}

async function letGo(world: World): Promise<void> {
  if (world.holds) await old`rollback`;
  world.holds = false;
}

/** Does one step at random, and says which. */
async function step(world: World, { one, below, chance }: Dice): Promise<string> {
  const { graph } = world;
  const table = one(graph.tables);
  const view = one(graph.nodes).name;
  const ours = one(graph.nodes.filter(({ registered }) => registered)).name;
  const amount = chance(0.2) ? 20_000 : 1;
  const how = chance(0.5) ? "" : "concurrently ";
  switch (below(17)) {
    case 0:
    case 1:
    case 2: {
      const n = world.next++;
      const [row] = await observer.begin(async (tx) => {
        await tx.unsafe(`insert into world.${table} values (${n}, ${amount})`);
        return await tx`select frescura.receipt() as receipt`;
      });
      const write = { table, n, amount, by: await clock() };
      world.writes.push(write);
      world.receipts.push({ receipt: row!.receipt, write });
      return `write ${table} ${amount}`;
    }
    case 3:
      if (world.open) {
        await commitSlow(world);
        return "commit";
      }
      world.open = { table, n: world.next++, amount };
      await slow.unsafe(`begin; insert into world.${table} values (${world.open.n}, ${amount})`);
      return `begin ${table} ${amount}`;
    case 4:
    case 5:
    case 6:
    case 7:
      await observer`select frescura.refresh(${ours}, ${chance(0.3) ? "cron" : "manual"})`;
      return `refresh ${ours}`;
    case 8:
      // By chance it is one that cannot be: plain under a reader, or concurrent without an index. Then nothing happened.
      await observer.unsafe(`refresh materialized view ${how}world.${view}`).catch(() => {});
      return `${how}by hand ${view}`;
    case 9:
      if (!world.holds) {
        await old`begin isolation level repeatable read`;
        await old`select 1`;
        world.holds = true;
        return "hold a snapshot";
      }
      await old.unsafe(`refresh materialized view ${how}world.${view}`).catch(() => {});
      await old`commit`;
      world.holds = false;
      return `${how}from an old snapshot ${view}`;
    case 10: {
      await observer.unsafe(`insert into world.${table} values (${-world.next}, 1, true)`);
      await observer`select frescura.refresh(${ours}, 'cron')`;
      await observer.unsafe(`delete from world.${table} where poison`);
      return `fail ${ours}`;
    }
    case 11:
      await observer.unsafe(`grant select on world.${view} to public`);
      return `grant ${view}`;
    case 12:
      await observer`select frescura.examine_hands()`;
      await observer`select frescura.prune_ledgers()`;
      return "upkeep";
    case 13: {
      // Some of its triggers sleep through a write.
      if (world.open) return "nothing";
      const n = world.next++;
      await observer.unsafe(`
        alter table world.${table} disable trigger user; insert into world.${table} values (${n}, ${amount})`);
      await observer`select frescura.make_capture(id) from frescura.view_sources`;
      world.writes.push({ table, n, amount, by: await clock() });
      return `unseen ${table} ${amount}`;
    }
    case 14:
      await observer`select frescura.process_pending()`;
      return "drain";
    case 15:
      await observer`update frescura.views set suspended_at = case when suspended_at is null then now() end where slug = ${ours}`;
      return `suspend or resume ${ours}`;
    default: {
      // Half an hour passes.
      await observer`
        update frescura.refresh_log set refresh_started_at = refresh_started_at - interval '30 minutes',
               refresh_completed_at = refresh_completed_at - interval '30 minutes',
               created_at = created_at - interval '30 minutes', data_as_of = data_as_of - interval '30 minutes',
               lineage = (select jsonb_agg(case when s ? 'started_at' then s || jsonb_build_object('started_at',
                            (s->>'started_at')::timestamptz - interval '30 minutes') else s end)
                            from jsonb_array_elements(lineage) s)`;
      for (const write of world.writes) write.by -= 1_800_000;
      return "half an hour";
    }
  }
}

/** Holds what is said of every view against what it holds. */
async function expectTruth(world: World, told: string): Promise<void> {
  const { graph, writes } = world;
  const judged =
    await observer`select v.*, extract(epoch from v.data_as_of) * 1000 as as_of from frescura.verdict() v`;
  const now = await clock();
  for (const { slug, verdict, reasons, freshness, as_of, pending_known, pending_transactions } of judged) {
    const lacks = await missing(observer, graph, slug, writes);
    const said = `${told}\n${slug}: ${verdict} ${JSON.stringify(reasons)}, lacks ${JSON.stringify(lacks)}`;
    const oldest = Math.min(...lacks.map(({ by }) => by));
    if (as_of !== null) expect(oldest, `${said}\nas of ${as_of}`).toBeGreaterThanOrEqual(Number(as_of));
    if (pending_known) expect(Number(pending_transactions), said).toBeGreaterThanOrEqual(lacks.length);
    if (freshness === "fresh") expect(oldest, said).toBeGreaterThan(now - 3_601_000);
    if (verdict !== "reliable") continue;
    const [state] = await observer`
      select v.suspended_at, (select l.status from frescura.refresh_log l where l.view_id = v.id
                               and l.status in ('completed', 'failed') order by l.created_at desc limit 1) as last
        from frescura.views v where v.slug = ${slug}`;
    expect(state, said).toEqual({ suspended_at: null, last: "completed" });
    expect(
      lacks.reduce((sum, { amount }) => sum + amount, 0),
      said,
    ).toBeLessThanOrEqual(10_000);
    expect(lacks.length, said).toBeLessThanOrEqual(100);
    expect(oldest, said).toBeGreaterThan(now - 3_601_000);
  }
  const done = await observer`
    select v.slug, t.source_key::integer as n from frescura.refresh_triggers t join frescura.views v on v.id = t.view_id
     where t.processed_at is not null and t.operation = 'insert'`;
  for (const { slug, n } of done) {
    const found = writes.filter((write) => write.n === n);
    const redone = judged.find((view) => view.slug === slug)!.as_of === null;
    if (!redone)
      expect(await missing(observer, graph, slug, found), `${told}\n${slug}: event ${n}`).toEqual([]);
  }
  const latest = world.receipts.at(-1);
  if (latest)
    for (const { slug } of judged) {
      const [seen] = await observer`select visible from frescura.visible(${slug}, ${latest.receipt})`;
      if (seen!.visible)
        expect(await missing(observer, graph, slug, [latest.write]), `${told}\n${slug}: receipt`).toEqual([]);
    }
}

test(
  "over random graphs, refreshes, failures and hands no verdict is better than the truth",
  async () => {
    const endAt = performance.now() + MINUTES * 60_000;
    const verdicts = new Map<string, number>();
    for (let run = 0; run < RUNS; run++) {
      if (performance.now() > endAt) {
        console.log(`SOAK_SEED=${SEED}: ended after ${run} of ${RUNS} graphs`);
        break;
      }
      const roll = dice(SEED + run);
      const graph = drawGraph(roll);
      const world: World = { graph, writes: [], open: null, holds: false, receipts: [], next: 1 };
      await makeGraph(observer, graph);
      for (const { name, registered } of graph.nodes)
        if (registered) await observer`select frescura.refresh(${name})`;
        else await observer.unsafe(`refresh materialized view world.${name}`);
      const did: string[] = [];
      for (let n = 0; n < STEPS; n++) {
        did.push(await step(world, roll));
        const shape = graph.nodes.map(
          ({ name, reads, registered }) => `${name}${registered ? "" : "!"}<-${reads}`,
        );
        await expectTruth(world, `SOAK_SEED=${SEED + run} (run 0): ${shape.join(" ")}\n${did.join("; ")}`);
        for (const { verdict } of await observer`select verdict from frescura.verdict()`)
          verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
      }
      await letGo(world);
      await commitSlow(world);
    }
    // A run in which nothing was ever reliable would prove nothing.
    expect(verdicts.get("reliable") ?? 0, `SOAK_SEED=${SEED}`).toBeGreaterThan(0);
    if (RUNS > CI_RUNS) console.log(`SOAK_SEED=${SEED}: ${JSON.stringify([...verdicts])}`);
  },
  24 * 3_600_000,
);
