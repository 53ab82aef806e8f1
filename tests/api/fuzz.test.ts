import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { addressOf, type Operation, placesOf } from "@/lib/contract/operation";
import { OPERATION_LIST } from "@/lib/contract/operations";
import { problem } from "@/lib/contract/problem";
import { OPERATORS } from "@/lib/data/operators";
import { createToken } from "@/server/tokens/create";
import { type Api, type Call, call, shell, startApi } from "@/tests/support/api";
import { HIDDEN, makeHiddenView } from "@/tests/support/hidden-view";

const CI_RUNS = 250;
const CI_MS = 10_000;
const RUNS = Number(process.env.FUZZ_RUNS ?? CI_RUNS);
const SEED = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));

const VIEW = "universal-transactions";
let api: Api;
let receipt: string;
let callers: Record<Caller, Call>;

type Caller = "nobody" | "ceo" | "cfo" | "ops" | "limited" | "admin";

beforeAll(async () => {
  api = await startApi({ READ_TIMEOUT_MS: "2000" });
  await makeHiddenView(api.database.sql);
  await api.database.sql.unsafe(`
    create materialized view spare as select 1 as n; select frescura.register('spare');
    create materialized view spare_too as select 1 as n; select frescura.register('spare_too')`);
  [{ receipt }] = await api.database.sql<[{ receipt: string }]>`select frescura.receipt() as receipt`;
  const limited = await createToken(shell, { name: "limited", role: "admin", views: [VIEW] });
  const token = async (role: "ceo" | "cfo" | "ops" | "admin") => ({ token: await api.token(role) });
  callers = {
    nobody: {},
    ceo: await token("ceo"),
    cfo: await token("cfo"),
    ops: await token("ops"),
    limited: { token: limited.token },
    admin: await token("admin"),
  };
});
afterAll(() => api.stop());

/** What those may not be told who do not see that view, unless they have said it themselves. */
const SECRETS = [
  HIDDEN,
  "zz_source",
  "zurich",
  "7654321",
  "zz-driver",
  "zz-verifier",
  "zz-tier",
  "zz boom",
  "ZZ-3",
];
/** What nobody is told: where the code is, how it failed, what opens anything. */
const NEVER = /node_modules|\n\s+at |\.ts:\d|\$argon2|whsec_[^"]*"|postgres:\/\/|select .* from frescura\./i;
/** Not here: a stream goes on, and these change what the others go by. */
const LEFT_OUT = ["watch", "endOwnSessions", "createChannel", "rotateChannelSecret"];
const OPERATIONS = OPERATION_LIST.filter(({ id }) => !LEFT_OUT.includes(id));

const NASTY = [
  ...["", " ", "'", '"', "\\", "%", "\0", "\n", "\u202e", "é".repeat(300), "x".repeat(5_000), "🦀"],
  ...[
    "'; drop table frescura.views; --",
    "$1",
    "{{1}}",
    "<script>",
    "../../etc/passwd",
    "__proto__",
    "constructor",
  ],
  ...["null", "undefined", "NaN", "true", "[]", "{}", "-1", "0", "1.5", "1e309", "0x10", "٣"],
  ...["2147483648", "9223372036854775808", "infinity", "2026-02-30", "0001-01-01T00:00:00Z", "294277-01-01"],
];
const FITTING = [
  ...[
    "1",
    "2",
    "24",
    "168",
    "8760",
    "200",
    "913",
    "911",
    "F1",
    "nothing-such",
    "public.universal_transactions_mv",
  ],
  ...[
    "2026-11-01T00:00:00Z",
    "2026-11-30T00:00:00.000Z",
    "America/Mexico_City",
    "folio",
    "-fecha",
    "source,source_id",
  ],
];
const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...FITTING) },
  { weight: 2, arbitrary: fc.constantFrom(...NASTY) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 30 }) },
);

/** The words that a schema names, such as those of an enum. */
function wordsOf(schema: z.ZodType | undefined): string[] {
  if (!schema) return [];
  const shape = JSON.stringify(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }));
  return [...shape.matchAll(/"(?:enum":\[(.*?)\]|const":("[^"]*"))/g)].flatMap(([, list, one]) =>
    (JSON.parse(`[${list ?? one}]`) as unknown[]).filter((word) => typeof word === "string"),
  );
}

const keysOf = (schema: z.ZodType | undefined) =>
  schema && "shape" in schema ? Object.keys(schema.shape as object) : [];

/** A view as a caller may name it. What an admin changes is nothing that others go by. */
const viewOf = (caller: Caller) =>
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.constantFrom(...(caller === "admin" ? ["spare", "spare-too"] : [VIEW, "open-totals"])),
    },
    {
      weight: 2,
      arbitrary: caller === "admin" ? fc.constantFrom(...NASTY) : fc.constantFrom(HIDDEN, ...NASTY),
    },
    { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 12 }) },
  );

function fitting(key: string, words: readonly string[], caller: Caller) {
  if (key === "view") return viewOf(caller);
  // Nobody waits here.
  if (key === "wait") return fc.constantFrom("0s", "99s", "5", "");
  if (key === "receipt") return fc.oneof(fc.constant("receipt"), text);
  return words.length > 0 ? fc.oneof(fc.constantFrom(...words), text) : text;
}

const some = <T>(given: Record<string, fc.Arbitrary<T>>) => fc.record(given, { requiredKeys: [] });

function queryOf({ query, deepObject }: Operation, caller: Caller) {
  const words = wordsOf(query);
  const keys = keysOf(query).filter((key) => key !== deepObject);
  const plain = some(Object.fromEntries(keys.map((key) => [key, fitting(key, words, caller)])));
  const condition = fc
    .tuple(fc.oneof(fc.constantFrom(...OPERATORS), text), text)
    .map(([op, value]) => `${op}:${value}`);
  const column = fc.oneof(fc.constantFrom("source", "source_id", "folio", "monto_total", "fecha"), text);
  const filters = deepObject ? fc.array(fc.tuple(column, condition), { maxLength: 3 }) : fc.constant([]);
  const stray = fc.option(fc.tuple(text, text), { freq: 8 });
  return fc
    .tuple(plain, filters, stray)
    .map(([given, conditions, other]) => [
      ...Object.entries(given),
      ...conditions.map(([name, told]) => [`${deepObject}[${name}]`, told] as [string, string]),
      ...(other ? [other] : []),
    ]);
}

function bodyOf({ body, example, bodyAs }: Operation, caller: Caller) {
  if (!body) return fc.constant(undefined);
  // Who sees a view is what the others are judged by.
  const keys = [...new Set([...keysOf(body), ...Object.keys((example.body as object) ?? {})])].filter(
    (key) => key !== "seen_by" && key !== "target",
  );
  const json = fc.jsonValue({ maxDepth: 2 });
  const value = (key: string) =>
    key === "view"
      ? fc.oneof(viewOf(caller), json)
      : fc.oneof(fitting(key, wordsOf(body), caller), json, fc.integer());
  const changed = some<unknown>(Object.fromEntries(keys.map((key) => [key, value(key)]))).map((change) => {
    const { view: _view, ...rest } = (example.body ?? {}) as Record<string, unknown>;
    return JSON.stringify({ ...(bodyAs ? {} : { view: "spare" }), ...rest, ...change });
  });
  const raw = fc.oneof(
    fc.constantFrom("", "{", "[]", "null", '{"a":'.repeat(500)),
    json.map((any) => JSON.stringify(any)),
  );
  return fc.oneof({ weight: 4, arbitrary: changed }, { weight: 1, arbitrary: raw });
}

/** A request as it is drawn; `receipt` among its values stands for one that was handed out. */
interface Asked {
  operation: Pick<Operation, "path">;
  caller: Caller;
  method: string;
  params: Record<string, string>;
  query: (string | undefined)[][];
  body: string | undefined;
  headers: Partial<Record<string, string>>;
}

const HEADERS = some({
  accept: fc.constantFrom("text/csv", "application/json", "*/*", "text/html;q=x"),
  "if-none-match": fc.constantFrom("*", '"x"', 'W/"', ""),
  prefer: fc.constantFrom("respond-async", "wait=5, respond-async", ","),
  "idempotency-key": fc.constantFrom('"k"', "k", "", '"', "x".repeat(300)),
  "content-type": fc.constantFrom("application/json", "text/plain", "multipart/form-data; boundary="),
  origin: fc.constantFrom("null", "https://evil.example", "http://localhost:3000"),
});

const request: fc.Arbitrary<Asked> = fc
  .tuple(
    fc.constantFrom(...OPERATIONS),
    fc.constantFrom<Caller[]>("nobody", "ceo", "cfo", "ops", "ops", "limited", "limited", "admin"),
  )
  .chain(([operation, caller]) => {
    const { path, method } = operation;
    const places = placesOf(path).map((place) => {
      const fits = place === "view" ? viewOf(caller) : text;
      // A browser takes these out of an address, so that it is another.
      return [place, fits.filter((given) => !/^\.{0,2}$/.test(given))] as const;
    });
    return fc.record({
      operation: fc.constant(operation),
      caller: fc.constant(caller),
      method: method === "GET" ? fc.constantFrom("GET", "GET", "GET", "HEAD") : fc.constant(method),
      params: fc.record(Object.fromEntries(places)),
      query: queryOf(operation, caller),
      body: bodyOf(operation, caller),
      headers: HEADERS,
    });
  });

async function expectGood({ operation, caller, method, params, query, body, headers }: Asked) {
  const search = new URLSearchParams(
    query.map(([key, value]) => [key!, value === "receipt" ? receipt : value!]),
  );
  const path = `${addressOf(operation.path, params)}?${search}`;
  const response = await call(method, path, {
    ...callers[caller],
    headers: headers as Record<string, string>,
    body,
  });
  const told = await response.text();
  const { status } = response;
  const shown = `FUZZ_SEED=${SEED}: ${caller} ${method} ${path} ${body ?? ""}\n${status} ${told.slice(0, 500)}`;
  // Refused, failed as a refresh may, or busy: never a fault of ours.
  expect([502, 503].includes(status) || status < 500, shown).toBe(true);
  if (status >= 400 && method !== "HEAD") {
    const { code } = problem.parse(JSON.parse(told));
    expect(["internal", "database_unavailable"], shown).not.toContain(code);
  }
  expect(told, shown).not.toMatch(NEVER);
  if (caller === "admin") return status;
  const said = decodeURIComponent(JSON.stringify([params, query, body]).replaceAll("%", "%25")).toLowerCase();
  for (const secret of SECRETS) {
    if (!said.includes(secret.toLowerCase()))
      expect(told.toLowerCase(), shown).not.toContain(secret.toLowerCase());
  }
  return status;
}

/** What no request may have changed but by what it is there for. */
const kept = () =>
  api.database.sql`
    select (select count(*) from cpg_pos) as sales, (select count(*) from zz_source) as sources,
           (select count(*) from universal_transactions_mv) as rows,
           (select array_agg(slug order by slug) from frescura.views where slug not like 'spare%') as views,
           (select seen_by from frescura.views where slug = ${HIDDEN}) as seen_by,
           (select count(*) from frescura.refresh_log l join frescura.views v on v.id = l.view_id
             where v.slug = ${HIDDEN}) as attempts`;

test(
  "whatever is asked of whichever route, nothing fails in us, and nobody learns what he may not or loses anything",
  async () => {
    const before = [...(await kept())];
    const answers = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(request, async (asked) => {
        const status = await expectGood(asked);
        const kind = `${status}`;
        answers.set(kind, (answers.get(kind) ?? 0) + 1);
      }),
      {
        numRuns: RUNS,
        seed: SEED,
        // Of the ordinary run; a soak takes as long as it takes.
        ...(RUNS <= CI_RUNS && { interruptAfterTimeLimit: CI_MS }),
      },
    );
    expect([...(await kept())]).toEqual(before);
    // Requests that are all refused at the door would prove nothing.
    expect(answers.get("200") ?? 0, `FUZZ_SEED=${SEED}`).toBeGreaterThan(0);
    if (RUNS > CI_RUNS) console.log(`FUZZ_SEED=${SEED}: ${JSON.stringify([...answers])}`);
  },
  24 * 3_600_000,
);
