import { afterAll, beforeAll, expect, test } from "vitest";
import { pendingAnswer } from "@/lib/contract/pending";
import { traceAnswer } from "@/lib/contract/trace";
import { trackAnswer } from "@/lib/contract/tracks";
import { verification } from "@/lib/contract/verifications";
import { type CliRun, frescura, jsonOf } from "@/tests/support/cli";
import { createDatabase, type TestDatabase } from "@/tests/support/database";

const VIEW = "universal-transactions";
let database: TestDatabase;
const run = (...args: string[]) => frescura(args, { DATABASE_URL: database.url });

beforeAll(async () => {
  database = await createDatabase();
  await database.sql.unsafe(`
    create table bills (id integer primary key, total numeric not null);
    insert into bills select g, g from generate_series(1, 9) g;
    create materialized view bills_mv as select id, total from bills; create unique index on bills_mv (id);
    select frescura.register('bills_mv');
    select frescura.refresh('${VIEW}', 'test');
    insert into cpg_pos (folio, monto_total) values ('F-77', 1240000)`);
});
afterAll(() => database.drop());

const ok = (result: CliRun) => {
  expect(result).toMatchObject({ code: 0, stderr: "" });
  return result.stdout;
};

test("pending, of one view or of all", async () => {
  expect(ok(await run("pending", VIEW))).toMatch(
    /^universal-transactions +high_impact +1 +1 +1240000\.00 +MXN +\d{4}-/m,
  );
  const one = jsonOf(await run("pending", VIEW, "--json"));
  expect(pendingAnswer.parse(one)).toMatchObject({ transactions: 1, amounts: { MXN: 1_240_000 } });
  const all = pendingAnswer.array().parse(jsonOf(await run("pending", "--json")));
  expect(all.map(({ view }) => view)).toEqual(["bills", VIEW]);
  expect(ok(await run("pending"))).toMatch(/^bills +not known: not_tracked$/m);
});

test("trace, by folio, and of nothing", async () => {
  const found = ok(await run("trace", VIEW, "F-77"));
  expect(found).toMatch(/^transaction +F-77 \(cpg_pos 1\)$/m);
  expect(found).toMatch(/^amount +1240000\.00 MXN$/m);
  expect(found).toMatch(/^waits for +event refresh, due \d{4}-/m);
  expect(traceAnswer.parse(jsonOf(await run("trace", VIEW, "F-77", "--json"))).transactions).toHaveLength(1);
  expect(ok(await run("trace", VIEW, "F-78"))).toMatch(/^No source of universal-transactions/);
});

test("views strategy says what stands against it, converts, explains, and goes back", async () => {
  await database.sql.unsafe(`
    create table coins (id integer primary key, worth numeric not null); insert into coins values (1, 5), (2, 10);
    create materialized view coins_mv as select id, worth from coins; create unique index on coins_mv (id);
    select frescura.register('coins_mv')`);
  expect(ok(await run("views", "strategy", "coins"))).toMatch(
    /^against delta +The view is not tracked, so that no ledger tells what changed: track its sources first\.$/m,
  );
  expect(await run("views", "strategy", "coins", "delta")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("it is not tracked"),
  });
  await database.sql.unsafe(
    `select frescura.track('coins', 'coins', array['r.id']); select frescura.refresh('coins')`,
  );
  const told = ok(await run("views", "strategy", "coins", "delta", "--explain"));
  expect(told).toMatch(/^coins is a managed table now, refreshed by delta\.$/m);
  expect(told).toMatch(/^next refresh +delta$/m);
  expect(ok(await run("views", "strategy", "coins", "delta", "--rebuild"))).toMatch(/already/);
  const explained = jsonOf(await run("views", "strategy", "coins", "--json"));
  expect(explained).toMatchObject({ strategy: "delta", mode: "rebuild", reason: "asked", needs: [] });
  expect(ok(await run("views", "strategy", "coins", "full"))).toMatch(
    /materialized view now, refreshed by full/,
  );
  await database.sql.unsafe(
    "select frescura.unregister('coins'); drop materialized view coins_mv; drop table coins",
  );
});

test("views track shows first, then tracks; verify compares; views untrack ends it", async () => {
  const track = ["views", "track", "bills", "public.bills", "--key", "r.id", "--amount", "r.total"];
  const dry = ok(await run(...track, "--dry-run"));
  expect(dry).toMatch(/^would track +public\.bills for bills$/m);
  expect(dry).toMatch(/^rows +9 looked at: 9 in the view, 0 not$/m);
  expect(
    await database.sql`select from frescura.tracking t join frescura.views v on v.id = t.view_id where slug = 'bills'`,
  ).toHaveLength(0);

  const made = trackAnswer.parse(jsonOf(await run(...track, "--json")));
  expect(made).toMatchObject({ dry_run: false, made: { live_view: "public.bills_live" } });
  await database.sql`select frescura.refresh('bills', 'test')`;
  expect(ok(await run("verify", "bills"))).toMatch(
    /^bills: 9 rows compared \(100% of the keys\) in \d+ ms, no difference\.$/m,
  );
  expect(verification.parse(jsonOf(await run("verify", "bills", "--sample", "50", "--json")))).toMatchObject({
    sample_percent: 50,
    differing_keys: 0,
  });

  await database.sql.unsafe("alter table bills disable trigger all; update bills set total = 0 where id = 4");
  const differs = await run("verify", "bills");
  expect(differs).toMatchObject({ code: 1, stderr: "" });
  expect(differs.stdout).toMatch(/1 keys differ:\n {2}\[4\]$/m);

  expect(ok(await run("views", "untrack", "bills"))).toBe("bills is not tracked any more.\n");
  expect(ok(await run("views", "untrack", "bills"))).toBe("bills was not tracked.\n");
});

test("views track takes further mappings by name, and makes trial writes or not as it is told", async () => {
  await database.sql.unsafe(`
    create table staff (id integer primary key, name text not null, boss integer);
    insert into staff select g, 's' || g, nullif(g / 3, 0) from generate_series(1, 12) g;
    create function told() returns trigger language plpgsql as 'begin return null; end';
    create trigger tell after update on staff for each row execute function told();
    create materialized view staff_mv as select s.id, b.name from staff s left join staff b on b.id = s.boss;
    create unique index on staff_mv (id); select frescura.register('staff_mv')`);
  const track = ["views", "track", "staff", "public.staff"];
  const main = [...track, "--key", "r.id"];
  expect(ok(await run(...main, "--dry-run"))).toMatch(
    /^trial writes +none: they would set off tell on staff \(--trial\)$/m,
  );
  const tried = ok(await run(...main, "--trial", "--dry-run"));
  expect(tried).toMatch(/^to be mapped +staff: 1 of 2 ways$/m);
  expect(tried).toMatch(/^trial writes +[1-9]\d* compared/m);
  expect(tried).toMatch(/^next +give staff the mappings that are missing, by --mapping$/m);

  const chosen = async (...more: string[]) =>
    trackAnswer.parse(jsonOf(await run(...main, ...more, "--json"))).check.trial;
  expect(await chosen("--no-trial")).toMatchObject({ state: "not_run", reason: "declined" });
  expect(await chosen("--trial")).toMatchObject({ state: "done", reason: "mapping_missing" });
  const lookup = ["--lookup", "select id from staff where boss = :key::integer", "--mapping", "boss"];
  expect(ok(await run(...track, ...lookup, "--trial"))).toMatch(/^next +npm run/m);
  expect(
    await database.sql`select mapping, trial ->> 'state' as trial, trial ->> 'reason' as reason from frescura.view_sources
                        where source_name = 'staff' order by id`,
  ).toEqual([
    { mapping: "main", trial: "done", reason: "mapping_missing" },
    { mapping: "boss", trial: "done", reason: null },
  ]);
  expect(await run(...main, "--mapping", "No Name")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("mapping"),
  });
});

test.each([
  ["an unknown view", ["pending", "nothing"], 2, "views list"],
  [
    "an expression that cannot be read",
    ["views", "track", "bills", "bills", "--key", "r.nope"],
    2,
    "column r.nope does not exist",
  ],
  [
    "a threshold that is none",
    ["views", "track", "bills", "bills", "--key", "r.id", "--threshold", "much"],
    2,
    "--threshold",
  ],
  ["a share that is none", ["verify", "bills", "--sample", "half"], 2, "--sample"],
  ["a share that is too much", ["verify", "bills", "--sample", "101"], 2, "sample_percent"],
  ["a missing argument", ["trace", VIEW], 2, "missing required argument 'ref'"],
])("%s", async (_what, args, code, words) => {
  expect(await run(...args)).toMatchObject({ code, stdout: "", stderr: expect.stringContaining(words) });
});
