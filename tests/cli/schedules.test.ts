import { afterAll, beforeAll, expect, test } from "vitest";
import { schedule, schedulesAnswer } from "@/lib/contract/schedules";
import { type CliRun, frescura, jsonOf } from "@/tests/support/cli";
import { createDatabase, type TestDatabase } from "@/tests/support/database";

const VIEW = "universal-transactions";
let database: TestDatabase;
const run = (...args: string[]) => frescura(["schedules", ...args], { DATABASE_URL: database.url });

beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

const ok = (result: CliRun) => {
  expect(result).toMatchObject({ code: 0, stderr: "" });
  return result.stdout;
};

test("list says when, in words, and when next", async () => {
  const listed = ok(await run("list"));
  expect(listed).toMatch(/^ID +VIEW +TIER +CRON +WHEN +NEXT +STATE$/m);
  expect(listed).toMatch(
    /^\d+ +universal-transactions +working-hours +\*\/15 9-18 \* \* 1-5 +every 15 minutes, Mon–Fri 9:00–18:45, Mexico City +(Mon|Tue|Wed|Thu|Fri) \d\d \w+ \d\d:\d\d GMT-6 +on$/m,
  );
  expect(listed).toMatch(/^\d+ +all views +events +\*\/5 \* \* \* \* +every 5 minutes, Mexico City/m);
  const { schedules } = schedulesAnswer.parse(jsonOf(await run("list", VIEW, "--json")));
  expect(schedules.map(({ tier }) => tier).sort()).toEqual([
    "events",
    "hourly",
    "targets",
    "verification",
    "working-hours",
  ]);
});

test("add, set, disable, enable and remove", async () => {
  const added = ok(await run("add", "nightly", "30 3 * * *", "--view", VIEW, "--zone", "Europe/Madrid"));
  expect(added).toMatch(/^schedule +\d+, nightly for universal-transactions$/m);
  expect(added).toMatch(/^when +daily at 3:30, Madrid$/m);
  expect(added).toMatch(/^next +\w+ .*03:30 GMT\+[12] · .*03:30 GMT\+[12] · /m);
  const [{ id }] = await database.sql<
    [{ id: number }]
  >`select id from frescura.schedules where tier = 'nightly'`;

  const set = schedule.parse(jsonOf(await run("set", String(id), "--cron", "0 4 * * 1", "--json")));
  expect(set).toMatchObject({ id, cron: "0 4 * * 1", time_zone: "Europe/Madrid" });
  expect(ok(await run("disable", String(id)))).toMatch(/^state +off$/m);
  expect(ok(await run("enable", String(id)))).toMatch(/^state +on$/m);
  expect(ok(await run("remove", String(id)))).toBe(`Schedule ${id} is removed.\n`);
  expect(await database.sql`select from frescura.schedules where id = ${id}`).toHaveLength(0);
  const auditEvents = await database.sql`select actor from frescura.audit_log where action like 'schedule.%'`;
  expect(auditEvents).toHaveLength(5);
  expect(auditEvents[0]!.actor).toMatch(/^cli:/);

  expect(jsonOf(await run("add", "weekly", "0 4 * * 1", "--all", "--off", "--json"))).toMatchObject({
    view: null,
    enabled: false,
  });
});

test.each([
  ["a cron that is none", ["add", "x", "61 * * * *", "--all"], 2, '"61 * * * *" is not a cron expression'],
  [
    "a zone that is none",
    ["add", "x", "0 * * * *", "--all", "--zone", "Mars"],
    2,
    '"Mars" is not a time zone',
  ],
  ["neither a view nor all", ["add", "x", "0 * * * *"], 2, "--view <view> or --all"],
  ["both", ["add", "x", "0 * * * *", "--all", "--view", VIEW], 2, "--view <view> or --all"],
  ["an unknown view", ["add", "x", "0 * * * *", "--view", "none"], 2, "views list"],
  ["an unknown id", ["remove", "4711"], 2, "No schedule has this id"],
  ["no id", ["enable", "hourly"], 2, "schedules list"],
  ["nothing to change", ["set", "1"], 2, "--cron, --zone or --tier"],
  ["a tier that is taken", ["add", "events", "* * * * *", "--all"], 1, "already"],
])("%s", async (_what, args, code, words) => {
  expect(await run(...args)).toMatchObject({ code, stdout: "", stderr: expect.stringContaining(words) });
});
