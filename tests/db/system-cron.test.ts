import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { nextRuns } from "@/lib/schedule/due";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { hasPsql, psqlProgram } from "@/tests/support/psql";

const CRONTAB = fileURLToPath(new URL("../../ops/crontab", import.meta.url));
const lines = readFileSync(CRONTAB, "utf8")
  .split("\n")
  .filter((line) => line && !line.startsWith("#"));
const settings = Object.fromEntries(
  lines.filter((line) => /^\w+=/.test(line)).map((line) => line.split("=", 2) as [string, string]),
);
const jobs = lines
  .filter((line) => !/^\w+=/.test(line))
  .map((line) => {
    const [, cron, command] = /^((?:\S+ ){4}\S+) (.*)$/.exec(line)!;
    return { cron: cron!, command: command! };
  });

let database: TestDatabase;
let home: string;

/** Runs a line as cron does: its shell, its few variables, no terminal. Only the connection is ours. */
function runAsCron(command: string) {
  const { SHELL = "", ...rest } = settings;
  return spawnSync(SHELL, ["-c", command], {
    encoding: "utf8",
    input: "",
    env: {
      ...rest,
      NODE_ENV: "test",
      HOME: home,
      PATH: `${dirname(psqlPath)}:/usr/bin:/bin`,
      PGSERVICEFILE: join(home, "service"),
    },
  });
}

let psqlPath: string;
describe.skipIf(!(await hasPsql()))("the system's cron", () => {
  beforeAll(async () => {
    psqlPath = await psqlProgram();
    database = await createDatabase();
    home = mkdtempSync(join(tmpdir(), "frescura-cron-"));
    const url = new URL(database.url);
    writeFileSync(
      join(home, "service"),
      `[${settings.PGSERVICE}]\nhost=${url.hostname}\nport=${url.port}\ndbname=${url.pathname.slice(1)}\nuser=${url.username}\npassword=${decodeURIComponent(url.password)}\n`,
      { mode: 0o600 },
    );
  });
  beforeEach(async () => {
    await database.sql.unsafe(
      "truncate frescura.schedule_runs, frescura.refresh_log, frescura.refresh_triggers, frescura.drivers cascade",
    );
    await database.sql`update frescura.schedules set created_at = now() - interval '30 days',
      cron = case when tier in ('working-hours', 'verification') then '*/15 * * * *' else cron end`;
  });
  afterAll(async () => {
    rmSync(home, { recursive: true, force: true });
    await database.drop();
  });

  test("its lines come at least as often as the schedules that they serve", () => {
    const tiers = jobs.flatMap(({ command }) => /frescura.run_due\('([^']+)'/.exec(command)?.[1] ?? []);
    expect(tiers).toEqual(["hourly", "working-hours", "events", "verification"]);
    const defaults: Record<string, string> = {
      hourly: "0 * * * *",
      "working-hours": "*/15 9-18 * * 1-5",
      events: "*/5 * * * *",
      verification: "30 3 * * *",
    };
    const monday = new Date("2026-11-23T00:00:00Z");
    for (const [index, tier] of tiers.entries()) {
      const slots = nextRuns({ cron: defaults[tier]!, timeZone: "America/Mexico_City" }, monday, 300);
      const comes = new Set(
        nextRuns({ cron: jobs[index]!.cron, timeZone: "Europe/Madrid" }, monday, 3000).map(Number),
      );
      const last = Math.max(...comes);
      expect(
        slots.filter((slot) => +slot < last && !comes.has(+slot)),
        tier,
      ).toEqual([]);
    }
  });

  test("its lines run the base tiers, the events and the verification, each slot once, and say nothing", async () => {
    await database.sql`insert into cpg_pos (monto_total) values (20000)`;
    for (const { command } of [...jobs, ...jobs]) {
      expect(runAsCron(command)).toMatchObject({ status: 0, stdout: "", stderr: "" });
    }
    const runs = await database.sql`
      select s.tier, r.driver, r.outcome from frescura.schedule_runs r join frescura.schedules s on s.id = r.schedule_id order by r.claimed_at`;
    // A slot may begin between the two rounds; none is there twice.
    expect([...new Set(runs.map(({ tier, driver }) => `${tier} by ${driver}`))]).toEqual([
      "hourly by system_cron",
      "working-hours by system_cron",
      "events by system_cron",
      "verification by system_cron",
    ]);
    for (const { outcome } of runs) expect(outcome).toMatch(/^(completed|covered|nothing_waiting)$/);
    const [view] =
      await database.sql`select count(*) from universal_transactions_mv where monto_total = 20000`;
    expect(view!.count).toBe(1);
    const verifications =
      await database.sql`select distinct differing_keys, triggered_by from frescura.verifications`;
    expect(verifications).toEqual([{ differing_keys: 0, triggered_by: "system_cron:verification" }]);
    expect(await database.sql`select name, kind from frescura.drivers`).toEqual([
      { name: "system_cron", kind: "system_cron" },
    ]);
  });

  test("a line that cannot reach the database fails aloud, so that cron sends its mail", () => {
    writeFileSync(join(home, "service"), `[${settings.PGSERVICE}]\nhost=127.0.0.1\nport=1\n`);
    const { status, stderr } = runAsCron(jobs[0]!.command);
    expect(status).not.toBe(0);
    expect(stderr).toContain("refused");
  });
});
