import fc from "fast-check";
import type { Sql } from "@/db/client";
import { VIEWS } from "./world";

/** One step of a schedule: a session does something. */
export interface Step {
  session: number;
  action: Action;
  /** Chooses rows and values. */
  salt: number;
}

const ACTIONS = [
  "begin",
  "beginRepeatable",
  "commit",
  "rollback",
  "savepoint",
  "rollbackTo",
  "insert",
  "insertMany",
  "update",
  "move",
  "rename",
  "delete",
  "upsert",
  "truncate",
  "refresh",
  "refreshInside",
  "prune",
  "sneak",
] as const;
type Action = (typeof ACTIONS)[number];

const WEIGHTS: Partial<Record<Action, number>> = {
  begin: 6,
  insert: 6,
  update: 6,
  move: 4,
  delete: 4,
  commit: 6,
  refresh: 5,
  refreshInside: 5,
  truncate: 1,
  beginRepeatable: 1,
  sneak: 1,
};

/** Schedules for so many sessions; often the same one goes on, since that is how transactions get long. */
export const schedules = (sessions: number, length: number): fc.Arbitrary<Step[]> =>
  fc
    .array(
      fc.record({
        session: fc.nat(sessions - 1),
        goesOn: fc.boolean(),
        action: fc.oneof(
          ...ACTIONS.map((action) => ({ weight: WEIGHTS[action] ?? 2, arbitrary: fc.constant(action) })),
        ),
        salt: fc.nat(1_000_000),
      }),
      { minLength: length, maxLength: length },
    )
    .map((steps) => {
      let current = 0;
      return steps.map(({ session, goesOn, action, salt }) => {
        if (!goesOn) current = session;
        return { session: current, action, salt };
      });
    });

/** Rows that nobody else holds, so that a step never waits. */
const free = (table: string, salt: number, limit = 1) =>
  `(select id from ${table} order by (id * 7919 + ${salt}) % 101, id limit ${limit} for update skip locked)`;

const WRITES: Record<string, (salt: number) => string> = {
  insert: (n) =>
    [
      `insert into cpg_pos (monto_total) values (${n % 30_000})`,
      `insert into cpg_consignment (monto_total) values (${n % 30_000})`,
      `insert into orders (customer_id, amount) values (${1 + (n % 6)}, ${n % 100})`,
      `insert into sales (day, branch, amount) values (date '2026-01-01' + ${n % 6}, 'b${n % 4}', ${n % 100})`,
      `insert into customers (name) values ('new ${n}')`,
      `insert into people (name, boss_id) select 'new ${n}', id from ${free("people", n)} b`,
    ][n % 6]!,
  insertMany: (n) =>
    [
      `insert into sales (day, branch, amount) select date '2026-01-01' + g % 6, 'b' || g % 4, ${n % 50} from generate_series(1, 7) g`,
      `insert into orders (customer_id, amount) select 1 + g % 6, ${n % 50} from generate_series(1, 7) g`,
    ][n % 2]!,
  update: (n) =>
    [
      `update cpg_pos set monto_total = ${n % 30_000} where id in ${free("cpg_pos", n, 2)}`,
      `update orders set amount = ${n % 100} where id in ${free("orders", n, 2)}`,
      `update sales set amount = ${n % 100} where id in ${free("sales", n, 3)}`,
      `update people set name = 'person ${n}' where id in ${free("people", n, 2)}`,
    ][n % 4]!,
  move: (n) =>
    [
      `update orders set customer_id = ${1 + (n % 6)} where id in ${free("orders", n)}`,
      `update sales set day = date '2026-01-01' + ${n % 8}, branch = 'b${n % 5}' where id in ${free("sales", n, 2)}`,
      `update cpg_pos set id = nextval('cpg_pos_id_seq') where id in ${free("cpg_pos", n)}`,
      `update people set boss_id = (select max(id) - ${n % 20} from people) where id in ${free("people", n, 2)}`,
      `update people set id = nextval('people_id_seq') where id in ${free("people", n)}`,
    ][n % 5]!,
  rename: (n) => `update customers set name = 'renamed ${n}' where id in ${free("customers", n)}`,
  delete: (n) => {
    const table = ["cpg_pos", "cpg_consignment", "orders", "sales", "customers", "people"][n % 6]!;
    return `delete from ${table} where id in ${free(table, n)}`;
  },
  upsert: (n) =>
    `insert into sales (id, day, branch, amount) select coalesce((select id from sales order by (id * 7919 + ${n}) % 101, id limit 1 for update skip locked), nextval('sales_id_seq')), date '2026-02-01', 'b${n % 3}', 1
       on conflict (id) do update set amount = sales.amount + 1, day = excluded.day`,
};

/** A write past the capture, whose triggers are as they were afterwards: view and table by turns. */
const SNEAKS = [
  { slug: "universal-transactions", table: "cpg_pos", set: "monto_total = monto_total + 1" },
  { slug: "orders", table: "customers", set: "name = name || '!'" },
  { slug: "daily", table: "sales", set: "amount = amount + 1" },
] as const;

const sneak = ({ table, set }: (typeof SNEAKS)[number]) => `
  do $$ declare v_name text := (select 'frescura_capture_' || id || '_update' from frescura.view_sources where source_name = '${table}'); begin
    execute format('alter table ${table} disable trigger %I', v_name);
    update ${table} set ${set};
    execute format('alter table ${table} enable always trigger %I', v_name);
  end $$`;

/**
 * What is doubtful since a write past the capture: a view must be unknown until a refresh makes a new baseline. While that
 * refresh is inside an open transaction, it depends on who looks.
 */
export type Doubts = Map<string, "unknown" | "either">;

/** A session of a schedule: its connection, and whether a transaction is open on it. */
export interface Session {
  sql: Sql;
  open: boolean;
  saved: boolean;
  /** Holds the lock of a view that it refreshed inside its transaction. */
  refreshing: boolean;
  /** Under repeatable read: what was doubtful when its snapshot was taken; later refreshes are out of its sight. */
  frozen?: Doubts | undefined;
}

/** Does one step, unless it makes no sense where the session stands; says whether it was done. */
export async function take(step: Step, sessions: readonly Session[], doubts: Doubts): Promise<boolean> {
  const session = sessions[step.session]!;
  const { sql } = session;
  const anyRefreshing = sessions.some((s) => s.refreshing);
  const slug = VIEWS[step.salt % VIEWS.length]!.slug;
  const end = async (command: "commit" | "rollback") => {
    await sql.unsafe(command);
    for (const [slug, doubt] of session.refreshing ? doubts : []) {
      if (doubt === "unknown") continue;
      if (command === "commit") doubts.delete(slug);
      else doubts.set(slug, "unknown");
    }
    Object.assign(session, { open: false, saved: false, refreshing: false, frozen: undefined });
  };
  switch (step.action) {
    case "begin":
    case "beginRepeatable":
      if (session.open) return false;
      await sql.unsafe(step.action === "begin" ? "begin" : "begin isolation level repeatable read");
      session.open = true;
      if (step.action === "beginRepeatable") session.frozen = new Map(doubts);
      return true;
    case "commit":
    case "rollback":
      if (!session.open) return false;
      await end(step.action);
      return true;
    case "savepoint":
      if (!session.open) return false;
      await sql.unsafe("savepoint s");
      session.saved = true;
      return true;
    case "rollbackTo":
      if (!session.saved || session.refreshing) return false;
      await sql.unsafe("rollback to savepoint s");
      return true;
    case "truncate":
      if (sessions.some((s) => s.open)) return false;
      await sql.unsafe(`truncate ${["cpg_consignment", "orders", "sales"][step.salt % 3]}`);
      return true;
    case "sneak": {
      if (sessions.some((s) => s.open)) return false;
      const sneaky = SNEAKS[step.salt % SNEAKS.length]!;
      await sql.unsafe(sneak(sneaky));
      doubts.set(sneaky.slug, "unknown");
      return true;
    }
    case "refresh":
      if (session.open || anyRefreshing) return false;
      await sql.unsafe(`call frescura.refresh_tracked('${slug}', 'test')`);
      doubts.delete(slug);
      return true;
    case "refreshInside": {
      if (!session.open || anyRefreshing) return false;
      const [row] = await sql.unsafe(`select status from frescura.refresh('${slug}', 'test')`);
      session.refreshing = true;
      if (doubts.has(slug) && row!.status === "completed") doubts.set(slug, "either");
      return row!.status === "completed";
    }
    case "prune":
      if (session.open) return false;
      await sql.unsafe(`select frescura.prune_ledger('${slug}', 5)`);
      return true;
    default:
      try {
        await sql.unsafe(WRITES[step.action]!(step.salt));
      } catch (error) {
        // Under repeatable read a row changed by another is refused: the transaction is over, as a customer's would be.
        if ((error as { code?: string }).code !== "40001") throw error;
        await end("rollback");
      }
      return true;
  }
}
