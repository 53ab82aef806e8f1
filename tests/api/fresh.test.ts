import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addressOf } from "@/lib/contract/operation";
import { OPERATION_LIST } from "@/lib/contract/operations";
import { type Api, call, newUser, ORIGIN, PASSWORD, read, signIn, startApi } from "@/tests/support/api";

let api: Api;
let cookie: string;
beforeAll(async () => {
  api = await startApi();
  await newUser("admin");
  cookie = (await signIn("admin@frescura.test")).cookie;
});
afterAll(() => api.stop());

const send = async (method: string, path: string, body?: unknown) =>
  await read(
    await call(method, path, {
      cookie,
      headers: { origin: ORIGIN },
      body: body === undefined ? undefined : JSON.stringify(body),
    }),
  );
const grow = (by: string) => api.database.sql`
  update frescura.sessions set authenticated_at = clock_timestamp() - ${by}::interval`;

/** Written out, to be compared with: what changes accounts, tokens, tracking expressions, strategies and channels. */
const ASKING = [
  ...["createUser", "updateUser", "resetPassword", "endSessionsOf", "createToken", "revokeToken"],
  ...["createTrack", "removeTrack", "setStrategy", "createChannel", "changeChannel", "removeChannel"],
  ...["rotateChannelSecret", "endFormerSecret"],
];

test("these ask, and no others", () => {
  expect(
    OPERATION_LIST.filter(({ fresh }) => fresh)
      .map(({ id }) => id)
      .sort(),
  ).toEqual(ASKING.sort());
});

describe("a session of long ago", () => {
  test.each(OPERATION_LIST.filter(({ fresh }) => fresh))("may not $id", async ({ method, path, example }) => {
    await grow("11 minutes");
    const { status, body } = await send(method, addressOf(path, example.params, example.query), example.body);
    expect({ status, code: body.code }).toEqual({ status: 403, code: "authentication_stale" });
  });

  test("reads, and changes the rest", async () => {
    await grow("11 minutes");
    expect((await send("GET", "/api/v1/users")).status).toBe(200);
    expect((await send("POST", "/api/v1/mv/refresh/universal-transactions")).status).toBe(200);
  });
});

test("the password makes it fresh for as long as the setting says, and a wrong one does not", async () => {
  await grow("11 minutes");
  const wrong = await send("POST", "/api/v1/me/authenticate", { password: "not it" });
  expect(wrong).toMatchObject({ status: 400, body: { code: "bad_body", parameter: "password" } });
  const make = (email: string) => send("POST", "/api/v1/users", { email, name: "X", role: "ceo" });
  expect((await make("x@frescura.test")).status).toBe(403);
  expect((await send("POST", "/api/v1/me/authenticate", { password: PASSWORD })).status).toBe(200);
  expect((await make("x@frescura.test")).status).toBe(200);
  await grow("9 minutes");
  expect((await make("y@frescura.test")).status).toBe(200);
  await api.database
    .sql`insert into frescura.settings (key, value) values ('fresh_authentication', '"5 minutes"')`;
  expect((await make("z@frescura.test")).status).toBe(403);
});

test("it makes its own session fresh, and no other of the account", async () => {
  const other = (await signIn("admin@frescura.test")).cookie;
  await grow("11 minutes");
  expect((await send("POST", "/api/v1/me/authenticate", { password: PASSWORD })).status).toBe(200);
  const body = JSON.stringify({ name: "Y" });
  const headers = { origin: ORIGIN };
  const path = "/api/v1/users/admin@frescura.test";
  expect((await call("PATCH", path, { cookie: other, headers, body })).status).toBe(403);
  expect((await call("PATCH", path, { cookie, headers, body })).status).toBe(200);
});
