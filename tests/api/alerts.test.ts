import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { alert, alertsAnswer, channel, channelsAnswer, channelTest } from "@/lib/contract/alerts";
import { slaAnswer } from "@/lib/contract/sla";
import type { Role } from "@/lib/roles";
import { amendEnv } from "@/server/env";
import { type Api, call, read, startApi } from "@/tests/support/api";
import { writeAttempt } from "@/tests/support/attempts";
import { startSmtp } from "@/tests/support/smtp";

const VIEW = "universal-transactions";
let api: Api;
let sink: { url: string; got: { path: string; body: string }[]; status: number; server: Server };
const sql = () => api.database.sql;

beforeAll(async () => {
  api = await startApi({ ALLOW_PRIVATE_WEBHOOKS: "on" });
  sink = await startSink();
});
beforeEach(async () => {
  await sql()`truncate frescura.alerts, frescura.notifications, frescura.channels cascade`;
  await sql()`update frescura.views set suspended_at = null`;
  sink.got = [];
  sink.status = 200;
});
afterAll(async () => {
  amendEnv({ ALLOW_PRIVATE_WEBHOOKS: "", SMTP_URL: "" });
  sink.server.close();
  await api.stop();
});

/** A web server that keeps what it gets. */
async function startSink(): Promise<typeof sink> {
  const made = { url: "", got: [] as { path: string; body: string }[], status: 200 } as typeof sink;
  made.server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    made.got.push({ path: request.url ?? "", body });
    response.writeHead(made.status).end();
  });
  await new Promise<void>((resolve) => made.server.listen(0, "127.0.0.1", resolve));
  made.url = `http://127.0.0.1:${(made.server.address() as { port: number }).port}`;
  return made;
}

async function send(method: string, path: string, role: Role = "admin", body?: object) {
  const text = body && JSON.stringify(body);
  return await read(await call(method, `/api/v1/mv/${path}`, { token: await api.token(role), body: text }));
}
const list = async (query = "", role: Role = "ops") =>
  alertsAnswer.parse((await send("GET", `alerts${query}`, role)).body).alerts;
const openCount = async () => (await send("GET", "health", "ceo")).body.open_alerts as number;

describe("alerts", () => {
  const suspend = () => sql()`update frescura.views set suspended_at = now() where slug = ${VIEW}`;

  test("are judged by whoever looks where nothing drives, shown until they end, and then among all", async () => {
    await suspend();
    expect(await list()).toMatchObject([{ kind: "suspended", view: VIEW, closed_at: null }]);
    expect(await openCount()).toBe(1);
    await send("POST", `resume/${VIEW}`, "ops");
    expect(await list()).toEqual([]);
    expect(await list(`?state=all&hours=1&view=${VIEW}`)).toMatchObject([
      { kind: "suspended", closed_at: expect.any(String) },
    ]);
    expect(await openCount()).toBe(0);
  });

  test("are acknowledged by ops; the first one stays, until it is taken back", async () => {
    await suspend();
    const { id } = (await list())[0]!;
    expect((await send("POST", `alerts/${id}/acknowledge`, "ceo")).status).toBe(403);
    const { body } = await send("POST", `alerts/${id}/acknowledge`, "ops");
    expect(alert.parse(body)).toMatchObject({
      id,
      acknowledged_by: expect.stringMatching(/^token:\d+ ops's token$/),
    });
    expect((await send("POST", `alerts/${id}/acknowledge`, "cfo")).body.acknowledged_by).toBe(
      body.acknowledged_by,
    );
    // It lasts, but asks for nobody any more.
    expect(await list()).toHaveLength(1);
    expect(await openCount()).toBe(0);
    expect((await send("DELETE", `alerts/${id}/acknowledge`, "ops")).body.acknowledged_at).toBeNull();
    expect(await openCount()).toBe(1);
    const auditEvents =
      await sql()`select action, target, detail from frescura.audit_log where action like 'alert.%' order by id`;
    expect(auditEvents[0]).toEqual({
      action: "alert.acknowledge",
      target: VIEW,
      detail: { id, kind: "suspended" },
    });
    expect(auditEvents.at(-1)).toMatchObject({ action: "alert.unacknowledge" });
  });

  test.each([
    ["alerts/999999/acknowledge", 404, "not_found"],
    ["alerts/x/acknowledge", 400, "bad_parameter"],
  ])("%s answers %i", async (path, status, code) => {
    expect((await send("POST", path, "ops")).body).toMatchObject({ status, code });
  });

  test("come in pages", async () => {
    await sql()`insert into frescura.alerts (kind, closed_at) select 'no_driver', now() from generate_series(1, 3)`;
    const first = await send("GET", "alerts?state=all&limit=2");
    expect(first.body.alerts).toHaveLength(2);
    expect(await list(`?state=all&before=${first.body.next_before}`)).toHaveLength(1);
    expect((await send("GET", "alerts?state=loud")).body).toMatchObject({ parameter: "state" });
  });
});

describe("channels", () => {
  const make = async (body: object) => (await send("POST", "channels", "admin", body)).body;
  const hook = () =>
    make({ kind: "webhook", name: "Slack", target: `${sink.url}/services/T0/SECRET`, locale: "en" });
  const shown = async (role: Role) =>
    channelsAnswer.parse((await send("GET", "channels", role)).body).channels;

  test("are made, listed, changed and removed by admins; ops sees where they lead, not what opens them", async () => {
    const made = channel.parse(await hook());
    expect(made).toMatchObject({ name: "Slack", enabled: true, locale: "en", waiting: 0, deliveries: [] });
    await make({ kind: "email", name: "Turno", target: "turno@frescura.test" });
    expect((await shown("admin")).map(({ target }) => target)).toEqual([
      `${sink.url}/services/T0/SECRET`,
      "turno@frescura.test",
    ]);
    expect((await shown("ops")).map(({ target }) => target)).toEqual([`${sink.url}/…`, "t…@frescura.test"]);
    const changed = await send("PATCH", `channels/${made.id}`, "admin", {
      enabled: false,
      target: `${sink.url}/new`,
    });
    expect(changed.body).toMatchObject({ enabled: false, target: `${sink.url}/new`, name: "Slack" });
    expect((await send("DELETE", `channels/${made.id}`)).body).toEqual({ id: made.id, removed: true });
    expect((await send("DELETE", `channels/${made.id}`)).status).toBe(404);
    expect(await shown("admin")).toHaveLength(1);
    // Nothing of it stands in the audit log.
    const [{ dump }] = await sql()<[{ dump: string }]>`
      select string_agg(a::text, ' ') as dump from frescura.audit_log a where action like 'channel.%'`;
    expect(dump).toContain("channel.remove");
    expect(dump).not.toContain("SECRET");
    expect(dump).not.toContain("turno@");
  });

  test.each([
    [{ kind: "webhook", name: "x", target: "ftp://host/" }, "target"],
    [{ kind: "webhook", name: "x", target: "ops@frescura.test" }, "target"],
    [{ kind: "email", name: "x", target: "https://host/" }, "target"],
    [{ kind: "slack", name: "x", target: "nowhere" }, "target"],
    [{ kind: "slack", name: "x", target: "http://hooks.example.com/services/T0" }, "target"],
    [{ kind: "slack", name: "x", target: "http://127.0.0.1.example.com/services/T0" }, "target"],
    [{ kind: "pager", name: "x", target: "123" }, "kind"],
    [{ kind: "email", name: "a\nb", target: "ops@frescura.test" }, "name"],
    [{ kind: "email", name: "x", target: "ops@frescura.test", locale: "de" }, "locale"],
  ])("%o are refused by name", async (body, parameter) => {
    expect(await make(body)).toMatchObject({ code: "bad_body", parameter });
  });

  test("do not change into nonsense", async () => {
    const { id } = await hook();
    const change = (body: object) => send("PATCH", `channels/${id}`, "admin", body);
    expect((await change({})).body).toMatchObject({ code: "bad_body" });
    expect((await change({ target: "someone@frescura.test" })).body).toMatchObject({ parameter: "target" });
    expect((await change({ kind: "email" })).body).toMatchObject({ parameter: "kind" });
  });

  test("say what came of a test, and keep it", async () => {
    const { id } = await hook();
    const { body } = await send("POST", `channels/${id}/test`);
    expect(channelTest.parse(body)).toMatchObject({ delivered: true, error: null });
    expect(sink.got).toEqual([
      {
        path: "/services/T0/SECRET",
        body: expect.stringContaining("This is a test from Frescura."),
      },
    ]);
    sink.status = 500;
    const again = (await send("POST", `channels/${id}/test`)).body;
    expect(again).toMatchObject({ delivered: false, error: `${new URL(sink.url).host} answered 500.` });
    const [only] = await shown("ops");
    expect(only).toMatchObject({
      waiting: 0,
      last_error: again.error,
      last_delivered_at: expect.any(String),
    });
    expect(only!.deliveries).toMatchObject([
      { edge: "test", delivered_at: null, next_attempt_at: null, last_error: again.error },
      { edge: "test", delivered_at: expect.any(String) },
    ]);
  });

  test("to Slack too, whose URL nobody but admins and no audit event sees whole", async () => {
    const target = `${sink.url}/services/T0/SECRET`;
    const { id } = channel.parse(await make({ kind: "slack", name: "Turno", target, locale: "es" }));
    expect((await send("POST", `channels/${id}/test`)).body).toMatchObject({ delivered: true });
    expect(sink.got).toMatchObject([{ path: "/services/T0/SECRET" }]);
    expect(JSON.parse(sink.got[0]!.body)).toMatchObject({
      text: expect.stringContaining("Esta es una prueba de Frescura."),
      blocks: [{ text: { text: expect.stringMatching(/^\*Frescura\*\nEsta es una prueba/) } }],
    });
    expect((await shown("ops"))[0]).toMatchObject({ kind: "slack", target: `${sink.url}/…` });
    expect((await shown("admin"))[0]!.target).toBe(target);
    expect(
      await sql()`select from frescura.audit_log a where a.target = 'Turno' and a::text like '%SECRET%'`,
    ).toHaveLength(0);
  });

  test("by mail too, and refuse plainly where there is no mail server", async () => {
    const { id } = await make({ kind: "email", name: "Turno", target: "turno@frescura.test" });
    expect((await send("POST", `channels/${id}/test`)).body).toMatchObject({
      delivered: false,
      error: "SMTP_URL is not set, so no mail can be sent.",
    });
    const smtp = await startSmtp();
    amendEnv({ SMTP_URL: smtp.url });
    expect((await send("POST", `channels/${id}/test`)).body).toMatchObject({ delivered: true });
    expect(smtp.mails).toMatchObject([{ to: ["turno@frescura.test"] }]);
    expect((await send("GET", "channels")).body.email_ready).toBe(true);
    await smtp.stop();
    amendEnv({ SMTP_URL: "" });
  });

  test("do not lead into a private network unless that is allowed", async () => {
    const { id } = await hook();
    amendEnv({ ALLOW_PRIVATE_WEBHOOKS: "" });
    const { body } = await send("POST", `channels/${id}/test`);
    amendEnv({ ALLOW_PRIVATE_WEBHOOKS: "on" });
    expect(body.delivered).toBe(false);
    expect(body.error).toMatch(/private network/);
    expect(sink.got).toEqual([]);
  });
});

describe("service levels", () => {
  test("are told per view and class, with each breach and its cause", async () => {
    await sql()`truncate frescura.refresh_log cascade`;
    await writeAttempt(sql(), VIEW, { began: 240, ended: 240 });
    await writeAttempt(sql(), VIEW, { began: 170, status: "failed", code: "22012" });
    await writeAttempt(sql(), VIEW, { began: 30, ended: 30 });
    const { status, body } = await send("GET", `sla?view=${VIEW}&hours=24`, "ceo");
    expect(status).toBe(200);
    const [only, ...more] = slaAnswer.parse(body).views;
    expect(more).toEqual([]);
    expect(only!.levels.map((level) => level.class)).toEqual(["normal", "high_impact", "on_demand", "reads"]);
    expect(only!.levels[0]).toMatchObject({ attained: false, target_seconds: 3600, target_percent: 99.9 });
    expect(only!.levels[0]!.attained_percent).toBeCloseTo(37.5, 1);
    expect(only!.levels[1]).toMatchObject({ observed: 0, attained: null });
    expect(only!.breaches).toMatchObject([{ class: "normal", cause: "failure", lasts: false }]);
    expect(only!.breaches[0]!.seconds).toBeCloseTo(150 * 60, -1);
  });

  test("hold the limit on missing money, where there is one", async () => {
    await sql()`update frescura.views set pending_amount_max = 5000000 where slug = ${VIEW}`;
    const { body } = await send("GET", `sla?hours=720&view=${VIEW}`, "ceo");
    expect(slaAnswer.parse(body).views[0]!.levels.at(-1)).toMatchObject({ class: "money", attained: null });
    const health = await send("GET", `health/${VIEW}`, "ceo");
    expect(health.body).toMatchObject({ pending_amount_max: 5000000, pending_currency: "MXN" });
  });

  test.each(["sla?hours=0", "sla?hours=9999", "sla?hours=x"])("%s is refused", async (path) => {
    expect((await send("GET", path)).body).toMatchObject({ code: "bad_parameter", parameter: "hours" });
  });
});
