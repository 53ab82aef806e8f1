import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Api, call, startApi } from "@/tests/support/api";
import { auditCount, breakAuditLog, stateOf } from "@/tests/support/audit-faults";
import { ACTS, openShop, type Shop } from "@/tests/support/audited-acts";
import { changes, queryFunctions, writingFunctions } from "@/tests/support/changing-queries";
import { Gate, Sessions } from "@/tests/support/sessions";
import { until } from "@/tests/support/wait";

/** Tried in tests/db/pg-cron.test.ts: no embedded server has pg_cron. */
const ELSEWHERE = ["cron/elsewhere.ts", "cron/install.ts", "cron/uninstall.ts"];

/** Puts on record that nothing was done: the refusal stands, recorded or not. */
const REFUSALS = ["audit-log/refusals.ts"];

/** Use-cases that change something in nobody's name: its own row says by which driver. */
const NOBODY = ["schedules/run-slot.ts"];

/** Changes outside a transaction of ours, each with what answers for it instead of an event of its own. */
const WITHOUT_EVENT: Record<string, string> = {
  addReads: "counts reads",
  cancelAttempt: "a signal, whose event is committed before",
  checkTrack: "trial writes, which are undone at once",
  claimKey: "how a request was answered, whose act has its event",
  claimNotification: "the outbox says who was told",
  claimRetry: "a driver: frescura.refresh_log",
  claimSlot: "a driver: frescura.schedule_runs",
  eventsStillWait: "takes a lock, and writes nothing",
  finishNotification: "the outbox says who was told",
  finishSlot: "a driver: frescura.schedule_runs",
  finishTest: "how a test ended that has its event",
  giveUse: "a success gives back what was counted",
  heartbeat: "a driver's own sign of life: frescura.drivers",
  judgeAlertsIfNobodyDoes: "frescura.alerts itself",
  noteSessionUse: "a note a minute",
  noteTokenUse: "a note a minute",
  reapAfterLoss: "frescura.refresh_log itself",
  refreshView: "commits by itself: its request is on record before, or a driver asks",
  keepAnswer: "how a request was answered, whose act has its event",
  releaseKey: "nothing was done",
  runStep: "what a driver does of itself",
  setKeepDays: "LOG_KEEP_DAYS, as whoever starts the process has it",
  resetUses: "a success gives back what was counted",
  takeDueTicket: "takes a lock, and writes nothing",
  takeUse: "counts; together with the event of what it is for",
};

let api: Api;
let shop: Shop;

beforeAll(async () => {
  api = await startApi();
  const { sql, url } = api.database;
  shop = { sql, url, sessions: new Sessions(url) };
  await openShop(sql);
});
afterAll(async () => {
  await shop.sessions.end();
  await api.stop();
});

describe.each(ACTS)("$what ($file)", ({ act, prepare }) => {
  test.each(["refuses", "dies"] as const)(
    "not where the audit log %s: neither act nor event",
    async (fault) => {
      await prepare?.(shop);
      const before = await stateOf(shop.sql);
      const events = await auditCount(shop.sql);
      const mend = await breakAuditLog(shop.sql, fault);
      try {
        await expect(act(shop)).rejects.toThrow();
      } finally {
        await mend();
      }
      expect(await stateOf(shop.sql)).toEqual(before);
      expect(await auditCount(shop.sql)).toBe(events);
    },
  );

  test("otherwise both", async () => {
    await prepare?.(shop);
    const before = await stateOf(shop.sql);
    const events = await auditCount(shop.sql);
    await act(shop);
    expect(await stateOf(shop.sql)).not.toEqual(before);
    expect(await auditCount(shop.sql)).toBeGreaterThan(events);
  });
});

test("a refresh on demand is on record before it begins", async () => {
  const { sql, sessions } = shop;
  // An act above may have left its gate shut, which is this one, too.
  await sessions.end();
  const gate = await Gate.make(sessions);
  await sql`create materialized view held as select gate() as passed`;
  await sql`select frescura.register('held')`;
  await gate.shut();
  const token = await api.token("admin");
  const refresh = call("POST", "/api/v1/mv/refresh/held?force=true", { token });
  const backend = await until("the refresh runs", async () => {
    const [row] = await sql<{ pid: number }[]>`
      select backend_pid as pid from frescura.refresh_log where status = 'running' and view_name like '%held'`;
    return row;
  });
  const recorded = async () => [
    ...(await sql`select actor, action, target, detail->'success' as success from frescura.audit_log
                   where target = 'held' order by id`),
  ];
  const actor = expect.stringMatching(/^token:\d+ admin's token$/);
  const request = { actor, action: "refresh.request", target: "held", success: null };
  expect(await recorded()).toEqual([request]);
  await sql`select pg_terminate_backend(${backend.pid})`;
  expect((await refresh).status).toBe(502);
  const failed = { actor, action: "view.refresh", target: "held", success: false };
  expect(await recorded()).toEqual([request, failed]);
});

describe("of the whole server", () => {
  const useCases = readdirSync("server", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => ({ file, text: readFileSync(`server/${file}`, "utf8") }));
  const imports = (text: string, names: readonly string[]) =>
    names.some((name) => new RegExp(`^import [^;]*\\b${name}\\b[^;]* from "@/(db|server)/`, "m").test(text));

  test("what changes something takes the transaction that its event is part of, or is named here", async () => {
    const writing = await writingFunctions(shop.sql);
    const outside = queryFunctions().filter((query) => !query.inTransaction && changes(query, writing));
    expect(outside.map(({ name }) => name).sort()).toEqual(Object.keys(WITHOUT_EVENT).sort());
  });

  test("each use-case that changes something emits an event, and is tried above", () => {
    const changing = queryFunctions()
      .filter(({ inTransaction }) => inTransaction)
      .map(({ name }) => name);
    const found = useCases
      .filter(({ text }) => imports(text, [...changing, "cancelAttempt", "admitRefresh", "migrate"]))
      .map(({ file }) => file)
      // They emit for those who are tried above, and tell the log of the process of it.
      .filter((file) => !["refresh/admit.ts", "refresh/run.ts", "transaction.ts"].includes(file));
    const tried = [...new Set(ACTS.map(({ file }) => file)), ...ELSEWHERE, ...NOBODY, ...REFUSALS];
    expect(found.sort()).toEqual(tried.sort());
    const silent = useCases.filter(
      ({ file, text }) =>
        found.includes(file) && !NOBODY.includes(file) && !/emitAuditEvent|admitRefresh/.test(text),
    );
    expect(silent).toEqual([]);
  });

  test("nobody refreshes on demand who was not admitted", () => {
    const unasked = useCases.filter(
      ({ text }) => imports(text, ["runRefresh"]) && !imports(text, ["admitRefresh"]),
    );
    expect(unasked).toEqual([]);
  });
});
