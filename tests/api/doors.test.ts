import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { OPERATION_LIST } from "@/lib/contract/operations";
import { amendEnv } from "@/server/env";
import { endStreams } from "@/server/live/open";
import { takeSeat } from "@/server/seats";
import { type Api, call, newToken, read, startApi } from "@/tests/support/api";
import { until } from "@/tests/support/wait";
import { watch } from "@/tests/support/watch";

const VIEW = "universal-transactions";
const STREAM = "/api/v1/mv/stream";
const FILE = `/api/v1/mv/data/${VIEW}?format=csv`;
let api: Api;

beforeAll(async () => {
  api = await startApi();
  await api.database.sql`insert into cpg_pos (monto_total) select 1 from generate_series(1, 3000)`;
  await api.database.sql`select frescura.refresh(${VIEW}, 'test')`;
});
afterEach(async () => {
  await endStreams();
  amendEnv({ STREAMS_MAX: "" });
});
afterAll(() => api.stop());

/** Sessions that hold a snapshot open for a reader. */
const reading = async () => {
  const rows = await api.database.sql`select from pg_stat_activity where datname = current_database()
    and application_name = 'frescura read' and state <> 'idle'`;
  return rows.length;
};

describe("HEAD", () => {
  test("of a stream takes no seat, however often", async () => {
    amendEnv({ STREAMS_MAX: "4" });
    const token = await api.token("ceo");
    for (let time = 0; time < 20; time++) {
      const answer = await call("HEAD", STREAM, { token });
      expect([answer.status, answer.body, answer.headers.get("content-type")]).toEqual([
        200,
        null,
        "text/event-stream; charset=utf-8",
      ]);
    }
    await watch(await call("GET", STREAM, { token })).leave();
  });

  test("of a file opens nothing that stays open, however often", async () => {
    const token = await api.token("ceo");
    for (let time = 0; time < 5; time++) {
      const answer = await call("HEAD", FILE, { token });
      expect([answer.status, answer.body]).toEqual([200, null]);
      expect(answer.headers.get("content-type")).toContain("text/csv");
    }
    expect(await reading()).toBe(0);
    expect(await (await call("GET", FILE, { token })).text()).toContain("source");
  });

  test("waits for nothing and does nothing", async () => {
    const token = await api.token("cfo");
    const [{ receipt }] = await api.database.sql<[{ receipt: string }]>`select frescura.receipt() as receipt`;
    const at = `/api/v1/mv/visible/${VIEW}?receipt=${receipt}`;
    expect((await call("HEAD", `${at}&wait=30s`, { token })).status).toBe(200);
    expect((await call("HEAD", `${at}&refresh=true`, { token })).status).toBe(405);
    const headers = { authorization: `Bearer ${process.env.CRON_SECRET}` };
    expect((await call("HEAD", "/api/cron/hourly", { headers })).status).toBe(405);
  });

  test.each(OPERATION_LIST.filter(({ method, acts }) => method === "GET" && !acts))(
    "of $path answers as GET does, without a body",
    async ({ path, example: { query = {} } }) => {
      const token = await api.token("admin");
      const address = `${path.replaceAll("{view}", VIEW).replaceAll(/\{\w+\}/g, "1")}?${new URLSearchParams(query)}`;
      const head = await call("HEAD", address, { token });
      const get = await call("GET", address, { token });
      await get.body?.cancel();
      expect([head.status, head.body, head.headers.get("content-type")]).toEqual([
        get.status,
        null,
        get.headers.get("content-type"),
      ]);
    },
  );
});

describe("one caller", () => {
  test("cannot take the streams of all others", async () => {
    amendEnv({ STREAMS_MAX: "8" });
    const [greedy, other] = [await newToken("ceo"), await newToken("ceo")];
    const held = [
      watch(await call("GET", STREAM, { token: greedy })),
      watch(await call("GET", STREAM, { token: greedy })),
    ];
    const { status, headers, body } = await read(await call("GET", STREAM, { token: greedy }));
    expect([status, body.code, headers.get("retry-after")]).toEqual([429, "rate_limited", "60"]);
    await watch(await call("GET", STREAM, { token: other })).leave();
    await held[0]!.leave();
    await watch(await call("GET", STREAM, { token: greedy })).leave();
  });

  test("cannot take the files of all others, and one that is left is free again", async () => {
    const [greedy, other] = [await newToken("ceo"), await newToken("ceo")];
    const first = await call("GET", FILE, { token: greedy });
    expect((await call("GET", FILE, { token: greedy })).status).toBe(429);
    const second = await call("GET", FILE, { token: other });
    expect(second.status).toBe(200);
    expect((await call("GET", FILE, { token: await newToken("ceo") })).status).toBe(503);
    // Left before a line was read, and in the middle.
    await first.body!.cancel();
    const reader = second.body!.getReader();
    await reader.read();
    await reader.cancel();
    await until("both connections are free", async () => (await reading()) === 0);
    expect(await (await call("GET", FILE, { token: greedy })).text()).toContain("source");
  });

  test.each(["wait", "read", "trial"] as const)("cannot take all of %s", async (kind) => {
    const actor = { kind: "token", id: "1", name: "greedy", role: "ceo" } as const;
    const given: (() => void)[] = [];
    expect(() => {
      for (;;) given.push(takeSeat(kind, actor));
    }).toThrow(expect.objectContaining({ code: "rate_limited" }));
    takeSeat(kind, { ...actor, id: "2" })();
    for (const giveBack of [...given, ...given]) giveBack();
    takeSeat(kind, actor)();
  });
});

test("a crowd and a caller's own mistakes say nothing of how often a view answers", async () => {
  const failed = async () => {
    const { body } = await read(
      await call("GET", `/api/v1/mv/availability?hours=1&view=${VIEW}`, { token: await api.token("ops") }),
    );
    return body.views[0].failed;
  };
  const before = await failed();
  const seats = ["a", "b"].map((id) => takeSeat("file", { kind: "token", id, name: id, role: "ceo" }));
  expect((await call("GET", FILE, { token: await api.token("ceo") })).status).toBe(503);
  for (const giveBack of seats) giveBack();
  const wrong = `/api/v1/mv/data/${VIEW}?filter[monto_total]=gte:much`;
  expect((await call("GET", wrong, { token: await api.token("ceo") })).status).toBe(400);
  expect(await failed()).toBe(before);
});

describe("a filter of any type is the caller's own", () => {
  beforeAll(async () => {
    await api.database.sql.unsafe(`
      create domain positive as integer check (value > 0);
      create function picky(text) returns boolean language plpgsql immutable strict as $$ begin raise 'never'; end $$;
      create domain stubborn as text check (picky(value));
      create type mood as enum ('sad', 'happy');
      create materialized view odd as
      select 1::positive as a_domain, 'pg_class'::regclass as a_class, 'int4'::regtype as a_type,
             'public'::regnamespace as a_schema, 'a & b'::tsquery as a_query, 'a b'::tsvector as a_vector,
             '{"a":1}'::jsonb as a_json, 'happy'::mood as an_enum, '[1,2)'::int4range as a_range, array[1, 2] as a_list,
             '<a/>'::xml as an_xml, '(1,2)'::point as a_point, '10.0.0.0/8'::inet as an_address, null::stubborn as a_raiser,
             gen_random_uuid() as an_id, interval '1 day' as a_time, '12:00'::time as a_clock, 1::money as a_price,
             '\\x00'::bytea as some_bytes, '{}'::json as a_text, b'1' as a_bit, '$.a'::jsonpath as a_path;
      select frescura.register('odd'); select frescura.refresh('odd', 'test')`);
  });
  const COLUMNS = [
    ...[
      "a_domain",
      "a_class",
      "a_type",
      "a_schema",
      "a_query",
      "a_vector",
      "a_json",
      "an_enum",
      "a_range",
      "a_list",
    ],
    ...[
      "an_xml",
      "a_point",
      "an_address",
      "a_raiser",
      "an_id",
      "a_time",
      "a_clock",
      "a_price",
      "some_bytes",
      "a_text",
    ],
    ...["a_bit", "a_path"],
  ];

  test.each(COLUMNS)("%s", async (column) => {
    for (const value of ["-1", "no such thing", "((", "'", "\\", "\u{10ffff}", "9".repeat(40)]) {
      for (const op of ["eq", "ne", "gt", "contains"]) {
        const query = new URLSearchParams({ [`filter[${column}]`]: `${op}:${value}` });
        const { status, body } = await read(
          await call("GET", `/api/v1/mv/data/odd?${query}`, { token: await api.token("ceo") }),
        );
        expect([200, 400], `${column} ${op}:${value} ${JSON.stringify(body)}`).toContain(status);
      }
    }
  });
});
