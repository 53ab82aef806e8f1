import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http";
import { Webhook } from "standardwebhooks";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ChannelKind } from "@/lib/contract/alerts";
import { deliverNotifications } from "@/server/alerts/deliver";
import { createChannel } from "@/server/channels/create";
import { endFormerSecret } from "@/server/channels/end-secret";
import { listChannels } from "@/server/channels/list";
import { rotateChannelSecret } from "@/server/channels/rotate-secret";
import { makeWebhookSecret } from "@/server/channels/secret";
import { testChannel } from "@/server/channels/test";
import { changeChannel } from "@/server/channels/update";
import { amendEnv } from "@/server/env";
import { shell } from "../support/api";
import { createProduct, type Product } from "../support/product";
import { type SmtpSink, startSmtp } from "../support/smtp";

const VIEW = "universal-transactions";
let product: Product;
let hook: Server;
let smtp: SmtpSink;
let answer: (response: ServerResponse) => void;
let smtpMode: "take" | "refuse" | "silent";
let posts: { headers: IncomingHttpHeaders; body: string }[];

const ok = (response: ServerResponse) => response.writeHead(200).end("ok");

beforeAll(async () => {
  product = await createProduct();
  hook = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (text) => {
      body += text;
    });
    request.on("end", () => {
      posts.push({ headers: request.headers, body });
      answer(response);
    });
  });
  await new Promise<void>((resolve) => hook.listen(0, "127.0.0.1", resolve));
  smtp = await startSmtp(() => smtpMode);
});
beforeEach(async () => {
  posts = [];
  smtp.mails.length = 0;
  answer = ok;
  smtpMode = "take";
  amendEnv({
    ALLOW_PRIVATE_WEBHOOKS: "on",
    SMTP_URL: smtp.url,
    ALERT_FROM: "Frescura <alertas@example.com>",
    NEXTAUTH_URL: "https://frescura.example.com",
  });
  await product.sql.unsafe("truncate frescura.alerts, frescura.channels, frescura.notifications cascade");
  await product.sql`update frescura.views set suspended_at = null`;
});
afterEach(() => {
  hook.closeAllConnections();
});
afterAll(async () => {
  amendEnv({
    ALLOW_PRIVATE_WEBHOOKS: "",
    ALLOW_HTTP_WEBHOOKS: "",
    SMTP_URL: "",
    ALERT_FROM: "",
    NEXTAUTH_URL: "",
  });
  await new Promise((resolve) => hook.close(resolve));
  await smtp.stop();
  await product.drop();
});

const hookUrl = (host = "127.0.0.1", path = "/") =>
  `http://${host}:${(hook.address() as { port: number }).port}${path}`;
const channel = (kind: ChannelKind, target: string, locale = "en") =>
  product.sql`insert into frescura.channels (kind, name, target, locale) values (${kind}, ${kind}, ${target}, ${locale})`;
const suspend = async () => {
  await product.sql`update frescura.views set suspended_at = now() where slug = ${VIEW}`;
  await product.sql`select frescura.check_alerts()`;
};
const deliver = (timeoutMs = 5_000) => deliverNotifications({ db: product.db, timeoutMs });
const dueAgain = () => product.sql`update frescura.notifications set next_attempt_at = clock_timestamp()`;
const outbox = async () => [
  ...(await product.sql`select id, edge, attempts, last_error, delivered_at is not null as delivered from frescura.notifications order by created_at, edge desc`),
];

describe("a webhook", () => {
  beforeEach(() => channel("webhook", hookUrl()));

  test("gets Slack's JSON in plain words, with a link and a stable id", async () => {
    await suspend();
    expect(await deliver()).toEqual({ delivered: 1, failed: 0 });
    const [row] = await outbox();
    expect(posts).toHaveLength(1);
    expect(posts[0]!.headers).toMatchObject({
      "content-type": "application/json; charset=utf-8",
      "x-frescura-notification": row!.id,
      "idempotency-key": row!.id,
    });
    const { text } = JSON.parse(posts[0]!.body);
    expect(text).toMatch(
      /^Alert\. .+ suspended.+press Resume\.\nSee: https:\/\/frescura\.example\.com\/views\/universal-transactions$/,
    );
    expect(await deliver()).toEqual({ delivered: 0, failed: 0 });
  });

  test("says by its headers that a message is ours and new, as another implementation of Standard Webhooks reads it", async () => {
    const [{ id }] = await product.sql<[{ id: number }]>`select id from frescura.channels`;
    const { secret: first } = await rotateChannelSecret(shell, { id });
    await suspend();
    await deliver();
    const { body, headers } = posts[0]!;
    const [row] = await outbox();
    const given = headers as Record<string, string>;
    expect(given).toMatchObject({ "webhook-id": row!.id, "x-frescura-notification": row!.id });
    expect(new Webhook(first).verify(body, given)).toEqual(JSON.parse(body));
    const forged = [
      [`${body} `, given],
      [body, { ...given, "webhook-id": "another" }],
      [body, { ...given, "webhook-timestamp": `${Number(given["webhook-timestamp"]) - 1}` }],
      [body, { ...given, "webhook-timestamp": "1600000000" }],
    ] as const;
    for (const [text, told] of forged) expect(() => new Webhook(first).verify(text, told)).toThrow();
    expect(() => new Webhook(makeWebhookSecret()).verify(body, given)).toThrow();
  });

  test("is signed by two secrets while one is exchanged, and by the new one alone when the former has ended", async () => {
    const channel = await createChannel(shell, {
      kind: "webhook",
      name: "made",
      target: hookUrl(undefined, "/made"),
    });
    const { id, secret: first } = channel;
    const { secret: second } = await rotateChannelSecret(shell, { id });
    await expect(rotateChannelSecret(shell, { id })).rejects.toMatchObject({ code: "conflict" });
    const test = async () => {
      posts = [];
      expect(await testChannel(shell, { id })).toMatchObject({ delivered: true });
      const { body, headers } = posts[0]!;
      return (secret: string | null) => {
        try {
          return new Webhook(secret!).verify(body, headers as Record<string, string>) !== null;
        } catch {
          return false;
        }
      };
    };
    let takes = await test();
    expect([takes(first), takes(second)]).toEqual([true, true]);
    expect(await endFormerSecret(shell, { id })).toEqual({ id, ended: true });
    takes = await test();
    expect([takes(first), takes(second)]).toEqual([false, true]);
    expect(await endFormerSecret(shell, { id })).toEqual({ id, ended: false });
    const kept = await listChannels(shell);
    expect(JSON.stringify(kept)).not.toContain("whsec_");
    const [log] = await product.sql`select string_agg(a::text, '') as log from frescura.audit_log a`;
    expect(log!.log).not.toContain("whsec_");
  });

  test("has no secret that could sign for it where its kind is not signed", async () => {
    const mail = await createChannel(shell, { kind: "email", name: "mail", target: "ops@example.com" });
    expect(mail).toMatchObject({ secret: null, secrets: 0 });
    await expect(rotateChannelSecret(shell, { id: mail.id })).rejects.toMatchObject({ code: "unsupported" });
  });

  test("is https, but on this machine or where http is allowed", async () => {
    amendEnv({ ALLOW_HTTP_WEBHOOKS: "off" });
    const made = (target: string) => createChannel(shell, { kind: "webhook", name: "clear", target });
    await expect(made("http://hooks.example.com/x")).rejects.toMatchObject({
      problem: { parameter: "target" },
    });
    const { id } = await made("https://hooks.example.com/x");
    const change = changeChannel(shell, { id }, { target: "http://hooks.example.com/x" });
    await expect(change).rejects.toMatchObject({ problem: { parameter: "target" } });
    await product.sql`update frescura.channels set target = 'http://hooks.example.com/x' where id = ${id}`;
    expect(await testChannel(shell, { id })).toMatchObject({
      delivered: false,
      error: expect.stringContaining("https"),
    });
    amendEnv({ ALLOW_HTTP_WEBHOOKS: "on" });
    expect((await made("http://hooks.example.com/x")).target).toBe("http://hooks.example.com/x");
  });

  test("is told of recovery, once", async () => {
    await suspend();
    await deliver();
    await product.sql`update frescura.views set suspended_at = null`;
    await product.sql`select frescura.check_alerts()`;
    await product.sql`select frescura.check_alerts()`;
    await deliver();
    expect(posts.map(({ body }) => JSON.parse(body).text.split(".")[0])).toEqual(["Alert", "Resolved"]);
  });

  test("in Spanish, where the channel says so", async () => {
    await product.sql`update frescura.channels set locale = 'es'`;
    await suspend();
    await deliver();
    expect(JSON.parse(posts[0]!.body).text).toMatch(
      /^Alerta\. .+ quedó suspendida\..+pulsa Reanudar\.\nVer: /,
    );
  });

  test("cannot be made to mention or link by a view's title", async () => {
    const [{ title }] = await product.sql<
      [{ title: string }]
    >`select title from frescura.views where slug = ${VIEW}`;
    await product.sql`update frescura.views set title = '<!channel> & <http://evil|x>' where slug = ${VIEW}`;
    await suspend();
    await deliver();
    expect(JSON.parse(posts[0]!.body).text).toContain("&lt;!channel&gt; &amp; &lt;http://evil|x&gt;");
    await product.sql`update frescura.views set title = ${title} where slug = ${VIEW}`;
  });

  test.each([
    [500, "answered 500"],
    [429, "answered 429"],
    [404, "answered 404"],
  ])("that answers %i gets it again under the same id, until it takes it", async (status, why) => {
    answer = (response) => response.writeHead(status).end("no");
    await suspend();
    expect(await deliver()).toEqual({ delivered: 0, failed: 1 });
    expect(await outbox()).toMatchObject([
      { attempts: 1, last_error: expect.stringContaining(why), delivered: false },
    ]);
    answer = ok;
    // Not before its pause is over.
    expect(await deliver()).toEqual({ delivered: 0, failed: 0 });
    await dueAgain();
    expect(await deliver()).toEqual({ delivered: 1, failed: 0 });
    expect(await outbox()).toMatchObject([{ attempts: 2, last_error: null, delivered: true }]);
    const ids = posts.map(({ headers }) => headers["x-frescura-notification"]);
    expect(new Set(ids).size).toBe(1);
  });

  test("is not followed when it redirects", async () => {
    answer = (response) => response.writeHead(302, { location: hookUrl("127.0.0.1", "/elsewhere") }).end();
    await suspend();
    expect(await deliver()).toEqual({ delivered: 0, failed: 1 });
    expect(posts).toHaveLength(1);
    expect((await outbox())[0]!.last_error).toContain("302, a redirect, which is not followed");
  });

  test("that is slow is given up in time, and holds up no other", async () => {
    const slow: ServerResponse[] = [];
    answer = (response) => void slow.push(response);
    await channel("email", "ops@example.com");
    await suspend();
    expect(await deliver(300)).toEqual({ delivered: 1, failed: 1 });
    expect(smtp.mails).toHaveLength(1);
    const [row] = await product.sql`select last_error from frescura.notifications where delivered_at is null`;
    expect(row!.last_error).toContain("did not answer within 0.3 s");
  });

  test("that is down loses nothing", async () => {
    await product.sql`update frescura.channels set target = 'http://127.0.0.1:1/'`;
    await suspend();
    expect(await deliver()).toEqual({ delivered: 0, failed: 1 });
    expect((await outbox())[0]!.last_error).toContain("ECONNREFUSED");
    await product.sql`update frescura.channels set target = ${hookUrl()}`;
    await dueAgain();
    expect(await deliver()).toEqual({ delivered: 1, failed: 0 });
  });
});

describe("Slack or Mattermost", () => {
  beforeEach(() => channel("slack", hookUrl("127.0.0.1", "/services/T0/B0/secret")));
  const body = () => JSON.parse(posts.at(-1)!.body) as { text: string; blocks: unknown[] };

  test("gets text for one, and blocks with a link for the other, under a stable id", async () => {
    await suspend();
    expect(await deliver()).toEqual({ delivered: 1, failed: 0 });
    const [row] = await outbox();
    expect(posts[0]!.headers).toMatchObject({ "idempotency-key": row!.id });
    expect(body()).toEqual({
      text: expect.stringMatching(
        /^Alert\. .+press Resume\.\nSee: https:\/\/frescura\.example\.com\/views\//,
      ),
      blocks: [
        {
          type: "section",
          text: {
            type: "mrkdwn",
            text: expect.stringMatching(/^\*Alert\*\n.+press Resume\.$/),
            verbatim: true,
          },
        },
        {
          type: "context",
          elements: [
            {
              type: "mrkdwn",
              text: "<https://frescura.example.com/views/universal-transactions|See>",
              verbatim: true,
            },
          ],
        },
      ],
    });
  });

  test("gets no link where the address of this installation is not known", async () => {
    amendEnv({ NEXTAUTH_URL: "" });
    await suspend();
    await deliver();
    expect(body().blocks).toHaveLength(1);
  });

  test("cannot be made to mention or link by a view's title", async () => {
    const [{ title }] = await product.sql<
      [{ title: string }]
    >`select title from frescura.views where slug = ${VIEW}`;
    await product.sql`update frescura.views set title = '<!channel> & <http://evil|x>' where slug = ${VIEW}`;
    await suspend();
    await deliver();
    expect(posts[0]!.body).not.toMatch(/<!channel>|<http:\/\/evil/);
    expect(JSON.stringify(body().blocks)).toContain("&lt;!channel&gt; &amp; &lt;http://evil|x&gt;");
    await product.sql`update frescura.views set title = ${title} where slug = ${VIEW}`;
  });

  test("that refuses gets it again under the same id, until it takes it", async () => {
    answer = (response) => response.writeHead(429, { "retry-after": "1" }).end("rate_limited");
    await suspend();
    expect(await deliver()).toEqual({ delivered: 0, failed: 1 });
    expect(await outbox()).toMatchObject([{ last_error: expect.stringContaining("answered 429") }]);
    // The path is as good as a password.
    expect((await outbox())[0]!.last_error).not.toContain("secret");
    answer = ok;
    await dueAgain();
    expect(await deliver()).toEqual({ delivered: 1, failed: 0 });
    expect(new Set(posts.map(({ headers }) => headers["x-frescura-notification"])).size).toBe(1);
  });

  test("is not called in a private network unless that is allowed", async () => {
    amendEnv({ ALLOW_PRIVATE_WEBHOOKS: "off" });
    await suspend();
    expect(await deliver()).toEqual({ delivered: 0, failed: 1 });
    expect(posts).toEqual([]);
    expect((await outbox())[0]!.last_error).toMatch(/private network/);
  });
});

describe("a webhook into a private network", () => {
  beforeEach(() => amendEnv({ ALLOW_PRIVATE_WEBHOOKS: "off", ALLOW_HTTP_WEBHOOKS: "on" }));

  test.each([
    "127.0.0.1",
    "localhost",
    "2130706433",
    "0x7f.1",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[64:ff9b::7f00:1]",
    "10.0.0.1",
    "192.168.1.1",
    "172.16.0.1",
    "100.64.0.1",
    "0.0.0.0",
    "[fd00::1]",
  ])("is refused: %s", async (host) => {
    await channel("webhook", hookUrl(host));
    await suspend();
    expect(await deliver()).toEqual({ delivered: 0, failed: 1 });
    expect(posts).toEqual([]);
    expect((await outbox())[0]!.last_error).toMatch(/private network/);
  });

  test.each(["[fd00:ec2::254]", "100.100.100.200", "192.0.0.192"])(
    "where clouds tell who a machine is, is refused even where private ones are allowed: %s",
    async (host) => {
      amendEnv({ ALLOW_PRIVATE_WEBHOOKS: "on" });
      await channel("webhook", hookUrl(host));
      await suspend();
      expect(await deliver(2_000)).toEqual({ delivered: 0, failed: 1 });
      expect((await outbox())[0]!.last_error).toMatch(/machines of a cloud/);
    },
  );

  test.each(["169.254.169.254", "[fe80::1]", "[::ffff:169.254.169.254]"])(
    "link-local is refused even where private ones are allowed: %s",
    async (host) => {
      amendEnv({ ALLOW_PRIVATE_WEBHOOKS: "on" });
      await channel("webhook", hookUrl(host));
      await suspend();
      expect(await deliver(2_000)).toEqual({ delivered: 0, failed: 1 });
      expect((await outbox())[0]!.last_error).toMatch(/link-local/);
    },
  );
});

describe("a mail", () => {
  beforeEach(() => channel("email", "ops@example.com"));

  test("goes out in plain words, with the same Message-ID at every attempt", async () => {
    smtpMode = "refuse";
    await suspend();
    expect(await deliver()).toEqual({ delivered: 0, failed: 1 });
    expect((await outbox())[0]!.last_error).toContain("refused it (451)");
    smtpMode = "take";
    await dueAgain();
    expect(await deliver()).toEqual({ delivered: 1, failed: 0 });
    const [row] = await outbox();
    const [mail] = smtp.mails;
    expect(mail).toMatchObject({ from: "alertas@example.com", to: ["ops@example.com"] });
    expect(mail!.data).toContain(`Message-ID: <${row!.id}@frescura>`);
    expect(mail!.data).toMatch(/Subject: \[Alert\] /);
    // Without the soft line breaks of quoted-printable.
    expect(mail!.data.replaceAll("=\n", "")).toContain(
      "https://frescura.example.com/views/universal-transactions",
    );
  });

  test("waits while the mail server is down", async () => {
    amendEnv({ SMTP_URL: "smtp://127.0.0.1:1" });
    await suspend();
    expect(await deliver()).toEqual({ delivered: 0, failed: 1 });
    expect((await outbox())[0]!.last_error).toContain("mail server cannot be reached");
    amendEnv({ SMTP_URL: smtp.url });
    await dueAgain();
    expect(await deliver()).toEqual({ delivered: 1, failed: 0 });
  });

  test("is sent with a password in clear on this machine alone", async () => {
    const withPassword = (host: string) => smtp.url.replace("//127.0.0.1", `//user:secret@${host}`);
    // It leads here, but does not say so.
    amendEnv({ SMTP_URL: withPassword("0.0.0.0") });
    await suspend();
    expect(await deliver()).toEqual({ delivered: 0, failed: 1 });
    expect((await outbox())[0]!.last_error).toContain("offers no TLS");
    amendEnv({ SMTP_URL: withPassword("127.0.0.1") });
    await dueAgain();
    expect(await deliver()).toEqual({ delivered: 1, failed: 0 });
  });

  test("does not wait for a mail server that says nothing", async () => {
    smtpMode = "silent";
    await suspend();
    expect(await deliver(300)).toEqual({ delivered: 0, failed: 1 });
    expect((await outbox())[0]!.last_error).toMatch(/did not answer in time|cannot be reached/);
  });

  test("is not sent where no mail server is set, and says so", async () => {
    amendEnv({ SMTP_URL: "" });
    await suspend();
    await deliver();
    expect((await outbox())[0]!.last_error).toContain("SMTP_URL is not set");
  });

  test("has no header from a view's title", async () => {
    await product.sql`update frescura.views set title = ${"x\r\nBcc: evil@example.com"} where slug = ${VIEW}`;
    await suspend();
    await deliver();
    expect(smtp.mails[0]!.to).toEqual(["ops@example.com"]);
    expect(smtp.mails[0]!.data).not.toMatch(/^Bcc:/m);
    await product.sql`update frescura.views set title = 'Universal transactions' where slug = ${VIEW}`;
  });
});

test("several processes deliver each notification once", async () => {
  await channel("webhook", hookUrl());
  await product.sql`insert into frescura.notifications (channel_id, edge) select id, 'test' from frescura.channels, generate_series(1, 30)`;
  const sums = await Promise.all([deliver(), deliver(), deliver(), deliver()]);
  expect(sums.reduce((sum, { delivered }) => sum + delivered, 0)).toBe(30);
  expect(new Set(posts.map(({ headers }) => headers["x-frescura-notification"])).size).toBe(30);
});

test("what only a newer version knows, a kind of alert or a way to tell it, stops nothing else", async () => {
  await channel("webhook", hookUrl());
  await product.sql`insert into frescura.channels (kind, name, target) values ('pigeon', 'pigeon', 'coop')`;
  await product.sql`
    with alert as (insert into frescura.alerts (view_id, kind) select id, 'omen' from frescura.views where slug = ${VIEW}
                   returning id)
    insert into frescura.notifications (channel_id, alert_id, edge)
    select c.id, a.id, 'opened' from frescura.channels c, alert a`;
  expect(await deliver()).toEqual({ delivered: 1, failed: 1 });
  expect(JSON.parse(posts[0]!.body).text).toMatch(/: omen\nSee: /);
  expect((await outbox()).map(({ last_error }) => last_error).sort()).toEqual([
    "This version does not know how to send by pigeon.",
    null,
  ]);
});
