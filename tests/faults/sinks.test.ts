import { createServer, type Server, type ServerResponse } from "node:http";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { Processes } from "@/tests/support/processes";
import { type SmtpSink, startSmtp } from "@/tests/support/smtp";
import { until } from "@/tests/support/wait";

let database: TestDatabase;
let hook: Server;
let smtp: SmtpSink;
let smtpMode: "take" | "refuse" = "take";
let answer: (response: ServerResponse) => void;
let ids: string[];
const processes = new Processes();
const sql = () => database.sql;

beforeAll(async () => {
  database = await createDatabase();
  hook = createServer((request, response) => {
    request.resume().on("end", () => {
      ids.push(`${request.headers["x-frescura-notification"]}`);
      answer(response);
    });
  });
  await new Promise<void>((resolve) => hook.listen(0, "127.0.0.1", resolve));
  smtp = await startSmtp(() => smtpMode);
  const { port } = hook.address() as { port: number };
  await sql()`insert into frescura.channels (kind, name, target) values
    ('webhook', 'webhook', ${`http://127.0.0.1:${port}/`}), ('email', 'email', 'ops@example.com')`;
  await sql()`delete from frescura.schedules`;
});
beforeEach(async () => {
  ids = [];
  smtp.mails.length = 0;
  await sql()`delete from frescura.notifications`;
});
afterEach(async () => {
  await processes.end();
  hook.closeAllConnections();
});
afterAll(async () => {
  await new Promise((resolve) => hook.close(resolve));
  await smtp.stop();
  await database.drop();
});

const worker = () =>
  processes.worker({
    DATABASE_URL: database.url,
    SMTP_URL: smtp.url,
    ALLOW_PRIVATE_WEBHOOKS: "on",
    ALERT_FROM: "alerts@example.com",
  });
const queue = (kind: string) => sql()`
  insert into frescura.notifications (channel_id, edge) select id, 'test' from frescura.channels where kind = ${kind}`;
const ok = (response: ServerResponse) => void response.writeHead(200).end("ok");
const due = () =>
  sql()`update frescura.notifications set next_attempt_at = clock_timestamp() where delivered_at is null`;
const outbox = () =>
  sql()`select id::text, attempts, delivered_at is not null as delivered from frescura.notifications order by id`;

test("a worker is killed after a webhook took a message and before that is on record: another tells it again, under the same id", async () => {
  const held: ServerResponse[] = [];
  answer = (response) => void held.push(response);
  await queue("webhook");
  const first = worker();
  await until("the webhook has it", async () => ids.length === 1);
  await first.end("SIGKILL");
  expect(await outbox()).toMatchObject([{ delivered: false }]);

  answer = ok;
  await due();
  worker();
  await until("it is delivered", async () => (await outbox())[0]!.delivered);
  expect(new Set(ids)).toEqual(new Set([(await outbox())[0]!.id]));
  expect(ids).toHaveLength(2);
});

test("a webhook answers 500 and the mail server refuses: the worker goes on refreshing, and both get all of it later", async () => {
  answer = (response) => void response.writeHead(500).end("no");
  smtpMode = "refuse";
  await Promise.all([queue("webhook"), queue("email"), queue("email")]);
  const running = worker();
  await running.until("listening for events");
  await until("each was tried", async () => (await outbox()).every(({ attempts }) => attempts > 0));

  await sql()`insert into cpg_pos (monto_total) values (25000)`;
  await until("the event is answered", async () => {
    const [row] = await sql()`select from frescura.refresh_triggers where processed_at is not null`;
    return row;
  });
  expect((await outbox()).some(({ delivered }) => delivered)).toBe(false);

  answer = ok;
  smtpMode = "take";
  await due();
  await until("all of it is delivered", async () => (await outbox()).every(({ delivered }) => delivered));
  expect(smtp.mails).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
  expect(await running.end()).toBe(0);
});
