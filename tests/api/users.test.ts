import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { userList, userWithPassword } from "@/lib/contract/access";
import { type Api, call, newUser, PASSWORD, read, signIn, startApi } from "@/tests/support/api";

let api: Api;
beforeAll(async () => {
  api = await startApi();
  await newUser("admin", "root@shop.test");
});
afterAll(() => api.stop());

/** By a session of an admin, who signs in again where something has ended it; accounts are not for tokens. */
async function send(method: string, path: string, body?: unknown) {
  const answer = admin ? await sendAs(admin, method, path, body) : undefined;
  if (answer && answer.status !== 401) return answer;
  for (const email of ["root@shop.test", "second@shop.test"]) {
    const { status, cookie } = await signIn(email);
    if (status !== 200) continue;
    admin = cookie;
    const again = await sendAs(cookie, method, path, body);
    if (again.status !== 403) return again;
  }
  throw new Error("no admin is left");
}
let admin: string | undefined;

/** As the pages do: with the cookie of a session. */
async function sendAs(cookie: string, method: string, path: string, body?: unknown) {
  const headers = { origin: "http://localhost:3000", "sec-fetch-site": "same-origin" };
  const text = body === undefined ? undefined : JSON.stringify(body);
  return await read(await call(method, `/api/v1/${path}`, { cookie, headers, body: text }));
}

describe("an account", () => {
  test("is made with a password that is told once, and may sign in with it", async () => {
    const made = await send("POST", "users", { email: "Ana@Shop.test", name: "Ana", role: "cfo" });
    expect(made.status, JSON.stringify(made.body)).toBe(200);
    expect(userWithPassword.parse(made.body)).toEqual(made.body);
    expect(made.body.password).toMatch(/^.{24}$/);
    expect((await signIn("ana@shop.test", made.body.password)).status).toBe(200);

    const { body } = await send("GET", "users");
    expect(userList.parse(body)).toEqual(body);
    expect(JSON.stringify(body)).not.toMatch(/argon2|password/);
    expect(body.users[0]).toMatchObject({ email: "ana@shop.test", role: "cfo", disabled_at: null });
  });

  test("is made with a given password, which is not told", async () => {
    const more = { email: "b@shop.test", name: "B", role: "ceo", password: PASSWORD };
    expect((await send("POST", "users", more)).body).toMatchObject({ email: "b@shop.test", password: null });
    expect((await signIn("b@shop.test")).status).toBe(200);
    expect(await send("POST", "users", more)).toMatchObject({ status: 409, body: { code: "conflict" } });
  });

  test.each([
    [{ role: "boss" }, "role"],
    [{ name: "a\nb" }, "name"],
    [{ password: "short" }, "password"],
    [{ email: "x@y.test" }, "email"],
    [{ disabled: "yes" }, "disabled"],
    [{}, undefined],
  ])("is not changed by %j", async (change, parameter) => {
    const { status, body } = await send("PATCH", "users/b@shop.test", change);
    expect({ status, code: body.code, parameter: body.parameter }).toEqual({
      status: 400,
      code: "bad_body",
      parameter,
    });
  });

  test("that nobody has is not found", async () => {
    for (const account of ["999", "nobody@shop.test"]) {
      expect(await send("PATCH", `users/${account}`, { name: "X" })).toMatchObject({ status: 404 });
      expect(await send("POST", `users/${account}/password`, {})).toMatchObject({ status: 404 });
    }
    expect(await send("PATCH", "users/x", { name: "X" })).toMatchObject({ status: 400 });
  });
});

describe("a change counts at the next request", () => {
  test("of the role, up and down: the session ends, and the next one has it", async () => {
    await newUser("ceo", "eva@shop.test");
    let { cookie } = await signIn("eva@shop.test");
    expect(await sendAs(cookie, "GET", "users")).toMatchObject({ status: 403 });
    await send("PATCH", "users/eva@shop.test", { role: "admin" });
    expect(await sendAs(cookie, "GET", "users")).toMatchObject({ status: 401 });
    ({ cookie } = await signIn("eva@shop.test"));
    expect(await sendAs(cookie, "GET", "users")).toMatchObject({ status: 200 });
    await send("PATCH", "users/eva@shop.test", { role: "ceo" });
    expect(await sendAs(cookie, "GET", "users")).toMatchObject({ status: 401 });
    ({ cookie } = await signIn("eva@shop.test"));
    expect(await sendAs(cookie, "GET", "users")).toMatchObject({ status: 403, body: { code: "forbidden" } });
  });

  test("of closing it, and opening it again", async () => {
    const { cookie } = await signIn("eva@shop.test");
    const closed = await send("PATCH", "users/eva@shop.test", { disabled: true });
    expect(closed.body.disabled_at).not.toBeNull();
    expect(await sendAs(cookie, "GET", "me")).toMatchObject({ status: 401 });
    expect((await signIn("eva@shop.test")).status).toBe(401);
    // A second time keeps since when.
    expect((await send("PATCH", "users/eva@shop.test", { disabled: true })).body).toEqual(closed.body);
    await send("PATCH", "users/eva@shop.test", { disabled: false });
    expect((await signIn("eva@shop.test")).status).toBe(200);
  });

  test("of another password, which ends the sessions", async () => {
    const { cookie } = await signIn("eva@shop.test");
    const { body } = await send("POST", "users/eva@shop.test/password", {});
    expect(await sendAs(cookie, "GET", "me")).toMatchObject({ status: 401 });
    expect((await signIn("eva@shop.test")).status).toBe(401);
    expect((await signIn("eva@shop.test", body.password)).status).toBe(200);
    const given = await send("POST", "users/eva@shop.test/password", { password: PASSWORD });
    expect(given.body.password).toBeNull();
    expect((await signIn("eva@shop.test")).status).toBe(200);
  });
});

const next = "another good password";

describe("one's own password", () => {
  test("changes with the current one, and ends the sessions", async () => {
    const { cookie } = await signIn("eva@shop.test");
    const wrong = await sendAs(cookie, "POST", "me/password", { current: "wrong", password: next });
    expect(wrong).toMatchObject({ status: 400, body: { code: "bad_body", parameter: "current" } });
    const short = await sendAs(cookie, "POST", "me/password", { current: PASSWORD, password: "short" });
    expect(short).toMatchObject({ status: 400, body: { parameter: "password" } });
    expect(await sendAs(cookie, "POST", "me/password", { current: PASSWORD, password: next })).toMatchObject({
      status: 200,
      body: { changed: true },
    });
    expect(await sendAs(cookie, "GET", "me")).toMatchObject({ status: 401 });
    expect((await signIn("eva@shop.test", next)).status).toBe(200);
  });

  test("cannot be guessed from a session that was left open", async () => {
    await newUser("ceo", "open@shop.test");
    const { cookie } = await signIn("open@shop.test");
    const attempt = { current: "wrong", password: next };
    for (let tried = 0; tried < 10; tried += 1) await sendAs(cookie, "POST", "me/password", attempt);
    const over = await sendAs(cookie, "POST", "me/password", attempt);
    expect(over).toMatchObject({ status: 429, body: { code: "rate_limited" } });
    expect(over.headers.get("retry-after")).toMatch(/^\d+$/);
  });

  test("does not change at the wish of another site", async () => {
    const { cookie } = await signIn("eva@shop.test", next);
    const headers = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
    const body = JSON.stringify({ current: next, password: PASSWORD });
    const answer = await read(await call("POST", "/api/v1/me/password", { cookie, headers, body }));
    expect(answer).toMatchObject({ status: 403, body: { code: "bad_origin" } });
  });
});

describe("a password that is tried early is refused", () => {
  const refused = { status: 400, body: { code: "bad_body", parameter: "password", reason: "guessable" } };

  test.each(["qwertyuiop12", "contraseña123", "Frescura2026", "new@shop.test"])("%s", async (password) => {
    const account = { email: "new@shop.test", name: "New", role: "ceo", password };
    expect(await send("POST", "users", account)).toMatchObject(refused);
  });

  test("where an admin gives it to another", async () => {
    const given = { password: "eva@shop.test" };
    expect(await send("POST", "users/eva@shop.test/password", given)).toMatchObject(refused);
  });

  test("also where it is one's own, and one of unrelated words is taken however plain", async () => {
    const { cookie } = await signIn("eva@shop.test", next);
    const change = (password: string) => sendAs(cookie, "POST", "me/password", { current: next, password });
    expect(await change("eva@shop.test")).toMatchObject({ status: 400, body: { reason: "guessable" } });
    expect(await change("una vaca azul en el tejado")).toMatchObject({ status: 200 });
  });
});

describe("the last admin", () => {
  test("cannot demote or close themselves", async () => {
    const { cookie } = await signIn("root@shop.test");
    for (const change of [{ role: "ceo" }, { disabled: true }]) {
      const { status, body } = await sendAs(cookie, "PATCH", "users/root@shop.test", change);
      expect({ status, code: body.code }).toEqual({ status: 409, code: "last_admin" });
    }
    expect((await sendAs(cookie, "GET", "users")).status).toBe(200);
  });

  test("can once there is another, and a closed one is none", async () => {
    await newUser("admin", "second@shop.test");
    await send("PATCH", "users/second@shop.test", { disabled: true });
    expect(await send("PATCH", "users/root@shop.test", { role: "ops" })).toMatchObject({ status: 409 });
    await send("PATCH", "users/second@shop.test", { disabled: false });
    expect(await send("PATCH", "users/root@shop.test", { role: "ops" })).toMatchObject({ status: 200 });
    await send("PATCH", "users/root@shop.test", { role: "admin" });
  });
});

test("tokens are made once, listed by their beginning, and refused once revoked", async () => {
  const made = await send("POST", "tokens", { name: "report", role: "ceo" });
  expect(made.body.token).toMatch(/^fr_/);
  const { token, id } = made.body;
  expect((await read(await call("GET", "/api/v1/me", { token }))).status).toBe(200);
  const { body } = await send("GET", "tokens");
  expect(JSON.stringify(body)).not.toContain(token);
  expect(body.tokens[0]).toMatchObject({
    id,
    name: "report",
    prefix: token.slice(0, 9),
    created_by: "user:second@shop.test",
  });
  expect(body.tokens[0].last_used_at).not.toBeNull();
  expect((await send("DELETE", `tokens/${id}`)).body.revoked_at).not.toBeNull();
  expect((await read(await call("GET", "/api/v1/me", { token }))).status).toBe(401);
  expect(await send("DELETE", "tokens/999")).toMatchObject({ status: 404 });
  expect(await send("DELETE", "tokens/x")).toMatchObject({ status: 400 });
});

test("the audit log tells who did it, a page at a time, and no secret", async () => {
  const first = await send("GET", "audit-log?limit=3");
  expect(first.body.events.map(({ action }: { action: string }) => action)).toEqual([
    "token.revoke",
    "token.create",
    "user.update",
  ]);
  expect(first.body.events[0]).toMatchObject({ actor: "user:second@shop.test", target: "report" });
  const rest = await send("GET", `audit-log?before=${first.body.next_before}&action=user.`);
  expect(rest.body.events.every(({ action }: { action: string }) => action.startsWith("user."))).toBe(true);
  expect(rest.body.events.at(-1)).toMatchObject({ action: "user.create", target: "root@shop.test" });
  expect(rest.body.next_before).toBeNull();
  const own = await send("GET", "audit-log?actor=user:eva@shop.test&action=user.");
  const changed = { action: "user.password", target: "eva@shop.test", detail: {} };
  expect(own.body.events).toMatchObject([changed, changed]);
  expect(JSON.stringify(rest.body)).not.toMatch(/argon2|another good password|correct horse/);
});
