import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Role } from "@/lib/roles";
import { amendEnv } from "@/server/env";
import { hashPassword } from "@/server/users/password";
import { type Api, call, cookiesOf, newUser, ORIGIN, read, signIn, startApi } from "@/tests/support/api";

const REFRESH = "/api/v1/mv/refresh/universal-transactions";
let api: Api;
beforeAll(async () => {
  api = await startApi();
  await newUser("cfo");
});
afterAll(() => api.stop());

async function session(role: Role, email = `${role}@frescura.test`): Promise<string> {
  const { cookie } = await signIn(email);
  expect(cookie).toContain("frescura.session=");
  return cookie;
}

describe("signing in", () => {
  test.each([ORIGIN, "http://127.0.0.1:3000", "http://localhost:4711"])("works at %s", async (origin) => {
    const { status, cookie, url } = await signIn("cfo@frescura.test", undefined, origin);
    expect(status).toBe(200);
    expect(url.origin).toBe(origin);
    const { body } = await read(await call("GET", `${origin}/api/v1/me`, { cookie }));
    expect(body).toMatchObject({ kind: "user", name: "CFO", email: "cfo@frescura.test", role: "cfo" });
  });

  test("takes the address in any case, with blanks around", async () => {
    expect((await signIn(" CFO@Frescura.test ")).status).toBe(200);
  });

  test.each([
    ["a wrong password", "cfo@frescura.test", "wrong"],
    ["an unknown address", "nobody@frescura.test", "wrong"],
    ["no password", "cfo@frescura.test", ""],
    ["an address that PostgreSQL cannot hold", "a\0b@frescura.test", "wrong"],
    ["a password as long as a book", "cfo@frescura.test", "p".repeat(2000)],
  ])("refuses %s in the same words", async (_what, email, password) => {
    const { status, cookie, url } = await signIn(email, password);
    expect([status, url.searchParams.get("error")]).toEqual([401, "CredentialsSignin"]);
    expect(cookie).not.toContain("frescura.session=");
  });

  test("sets a cookie that scripts cannot read and other sites do not send", async () => {
    const csrf = await call("GET", "/api/auth/csrf");
    const { csrfToken } = await csrf.json();
    const response = await call("POST", "/api/auth/callback/credentials", {
      cookie: csrf.headers.getSetCookie()[0]!.split(";")[0],
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ csrfToken, email: "cfo@frescura.test", password: "correct horse battery" }),
    });
    const cookie = response.headers.getSetCookie().find((each) => each.startsWith("frescura.session="));
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Lax/);
  });

  test("needs the token that the page got", async () => {
    const response = await call("POST", "/api/auth/callback/credentials", {
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "email=cfo@frescura.test&password=correct horse battery&json=true",
    });
    expect(response.headers.getSetCookie().join()).not.toContain("frescura.session=");
  });

  test.each(["https://evil.example/", "//evil.example", "/.//evil.example", "/%09/evil.example"])(
    "does not lead to %s",
    async (callbackUrl) => {
      const csrf = await call("GET", "/api/auth/csrf");
      const { csrfToken } = await csrf.json();
      const body = new URLSearchParams({ csrfToken, callbackUrl, email: "cfo@frescura.test", json: "true" });
      body.set("password", "correct horse battery");
      const response = await call("POST", "/api/auth/callback/credentials", {
        cookie: csrf.headers.getSetCookie()[0]!.split(";")[0],
        headers: { "content-type": "application/x-www-form-urlencoded", "x-forwarded-host": "evil.example" },
        body: body.toString(),
      });
      expect(new URL((await response.json()).url).origin).toBe(ORIGIN);
    },
  );

  test("is refused after ten failures, from wherever, and told apart", async () => {
    await newUser("ops");
    const attempts = await Promise.all(
      Array.from({ length: 12 }, () => signIn("ops@frescura.test", "wrong password")),
    );
    const errors = attempts.map(({ url }) => url.searchParams.get("error")).sort();
    expect(errors).toEqual([...Array(10).fill("CredentialsSignin"), ...Array(2).fill("too_many_attempts")]);
    const right = await signIn("ops@frescura.test");
    expect(right.url.searchParams.get("error")).toBe("too_many_attempts");

    await api.database.sql`
      update frescura.rate_limits set hits = array(select h - interval '15 minutes' from unnest(hits) h)
       where bucket = 'sign-in' and caller = 'ops@frescura.test'`;
    expect((await signIn("ops@frescura.test")).status).toBe(200);
  });

  test("counts unknown addresses alike, and successes not at all", async () => {
    for (let n = 0; n < 12; n++) expect((await signIn("cfo@frescura.test")).status).toBe(200);
    const attempts = await Promise.all(
      Array.from({ length: 11 }, () => signIn("ghost@frescura.test", "wrong")),
    );
    const errors = attempts.map(({ url }) => url.searchParams.get("error"));
    expect(errors.filter((error) => error === "too_many_attempts")).toHaveLength(1);
  });
});

describe("a session", () => {
  test("ends for an account that is closed", async () => {
    await newUser("ceo", "leaver@frescura.test");
    const cookie = await session("ceo", "leaver@frescura.test");
    expect((await call("GET", "/api/v1/me", { cookie })).status).toBe(200);
    await api.database
      .sql`update frescura.users set disabled_at = now() where email = 'leaver@frescura.test'`;
    expect((await call("GET", "/api/v1/me", { cookie })).status).toBe(401);
    const again = await signIn("leaver@frescura.test");
    expect(again.url.searchParams.get("error")).toBe("CredentialsSignin");
  });

  test("ends when the password changes", async () => {
    await newUser("ceo", "changer@frescura.test");
    const cookie = await session("ceo", "changer@frescura.test");
    const changed = await hashPassword("another password");
    await api.database
      .sql`update frescura.users set password_hash = ${changed} where email = 'changer@frescura.test'`;
    expect((await call("GET", "/api/v1/me", { cookie })).status).toBe(401);
  });

  test("ends when the role changes: the next one begins with it", async () => {
    await newUser("cfo", "demoted@frescura.test");
    const cookie = await session("cfo", "demoted@frescura.test");
    const post = async (by: string) =>
      (await call("POST", REFRESH, { cookie: by, headers: { origin: ORIGIN } })).status;
    expect(await post(cookie)).toBe(200);
    await api.database.sql`update frescura.users set role = 'ceo' where email = 'demoted@frescura.test'`;
    expect(await post(cookie)).toBe(401);
    expect(await post(await session("ceo", "demoted@frescura.test"))).toBe(403);
  });

  test("is not revived by opening the account again, nor by its former role or password", async () => {
    const { email } = await newUser("cfo", "again@frescura.test");
    const { sql } = api.database;
    const [before] = await sql<{ password_hash: string }[]>`
      select password_hash from frescura.users where email = ${email}`;
    for (const [change, back] of [
      [sql`disabled_at = now()`, sql`disabled_at = null`],
      [sql`role = 'ceo'`, sql`role = 'cfo'`],
      [sql`password_hash = 'other'`, sql`password_hash = ${before!.password_hash}`],
    ]) {
      const cookie = await session("cfo", email);
      for (const to of [change!, back!]) await sql`update frescura.users set ${to} where email = ${email}`;
      expect((await call("GET", "/api/v1/me", { cookie })).status).toBe(401);
    }
    // What changes nothing of that leaves it as it is.
    const cookie = await session("cfo", email);
    await sql`update frescura.users set name = 'Renamed' where email = ${email}`;
    expect((await call("GET", "/api/v1/me", { cookie })).status).toBe(200);
  });

  test("ends where it signs out: a copy of its cookie opens nothing", async () => {
    const cookie = await session("cfo");
    const csrf = await call("GET", "/api/auth/csrf", { cookie });
    const { csrfToken } = await csrf.json();
    const left = await call("POST", "/api/auth/signout", {
      cookie: `${cookie}; ${cookiesOf(csrf)}`,
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ csrfToken, json: "true" }).toString(),
    });
    expect(left.status).toBe(200);
    expect((await call("GET", "/api/v1/me", { cookie })).status).toBe(401);
  });

  test.each([
    ["session_limit", "created_at", "12 hours"],
    ["session_idle", "seen_at", "4 hours"],
  ])("ends by its limit %s, which is a setting", async (key, column, limit) => {
    const { sql } = api.database;
    await newUser("ceo", `${column}@frescura.test`);
    const cookie = await session("ceo", `${column}@frescura.test`);
    const status = async () => (await call("GET", "/api/v1/me", { cookie })).status;
    const age = (by: string) => sql`
      update frescura.sessions set ${sql(column)} = clock_timestamp() - ${by}::interval
       where user_id = (select id from frescura.users where email = ${`${column}@frescura.test`})`;
    await age("3 hours 59 minutes");
    expect(await status()).toBe(200);
    await sql`insert into frescura.settings (key, value) values (${key}, '"3 hours"')`;
    await age("3 hours 1 minute");
    expect(await status()).toBe(401);
    await sql`delete from frescura.settings where key = ${key}`;
    await age(limit);
    expect(await status()).toBe(401);
  });

  test("is noted as used at most once a minute, and asks the database once", async () => {
    const { sql } = api.database;
    await newUser("ceo", "busy@frescura.test");
    const cookie = await session("ceo", "busy@frescura.test");
    const seen = async () => {
      await call("GET", "/api/v1/me", { cookie });
      const [row] = await sql<{ at: Date }[]>`
        select s.seen_at as at from frescura.sessions s join frescura.users u on u.id = s.user_id
         where u.email = 'busy@frescura.test'`;
      return row!.at;
    };
    const first = await seen();
    expect(await seen()).toEqual(first);
    await sql`update frescura.sessions set seen_at = seen_at - interval '61 seconds'`;
    expect((await seen()).getTime()).toBeGreaterThanOrEqual(first.getTime());
  });

  test("is listed to its owner alone, who ends one or all", async () => {
    await newUser("ceo", "two@frescura.test");
    const [here, there] = [
      await session("ceo", "two@frescura.test"),
      await session("ceo", "two@frescura.test"),
    ];
    const stranger = await session("cfo");
    const headers = { origin: ORIGIN };
    const list = async (cookie: string) =>
      (await read(await call("GET", "/api/v1/me/sessions", { cookie }))).body.sessions;
    const sessions = await list(here);
    expect(sessions).toHaveLength(2);
    expect(sessions.filter(({ current }: { current: boolean }) => current)).toHaveLength(1);
    const { id } = sessions.find(({ current }: { current: boolean }) => !current);
    const end = async (cookie: string, what = `/${id}`) =>
      (await call("DELETE", `/api/v1/me/sessions${what}`, { cookie, headers })).status;
    expect(await end(stranger)).toBe(404);
    expect(await list(there)).toHaveLength(2);
    expect(await end(here)).toBe(200);
    expect(await end(here)).toBe(404);
    expect((await call("GET", "/api/v1/me", { cookie: there })).status).toBe(401);
    expect(await list(here)).toHaveLength(1);
    expect(await end(here, "")).toBe(200);
    expect((await call("GET", "/api/v1/me", { cookie: here })).status).toBe(401);
    expect((await call("GET", "/api/v1/me", { cookie: stranger })).status).toBe(200);
  });

  test.each(["frescura.session=", "frescura.session=made.up", `frescura.session=${"e".repeat(9000)}`])(
    "is not %.24s",
    async (cookie) => {
      expect((await call("GET", "/api/v1/me", { cookie })).status).toBe(401);
    },
  );

  test("is told to nobody by next-auth, whose other routes are none here", async () => {
    const cookie = await session("cfo");
    for (const route of [
      "session",
      "providers",
      "signin",
      "error",
      "callback/credentials",
      "verify-request",
    ]) {
      const { status, body } = await read(await call("GET", `/api/auth/${route}`, { cookie }));
      expect([status, body.code], route).toEqual([404, "not_found"]);
    }
    const log = { body: "code=x&level=error&message=forged" };
    expect((await call("POST", "/api/auth/_log", log)).status).toBe(404);
  });

  test("does not help a wrong token", async () => {
    const cookie = await session("cfo");
    expect((await call("GET", "/api/v1/me", { cookie, token: "fr_wrong" })).status).toBe(401);
  });
});

describe("a POST with a session", () => {
  const OK = 200;
  const NO = 403;
  test.each<[number, Record<string, string>]>([
    [OK, { origin: ORIGIN, "sec-fetch-site": "same-origin" }],
    [OK, { origin: ORIGIN }],
    [OK, { "sec-fetch-site": "same-origin" }],
    [NO, {}],
    [NO, { origin: "https://evil.example" }],
    [NO, { origin: "http://localhost:3001" }],
    [NO, { origin: "http://localhost:3000.evil.example" }],
    [NO, { origin: "null" }],
    [NO, { "sec-fetch-site": "cross-site" }],
    [NO, { "sec-fetch-site": "same-site" }],
    [NO, { "sec-fetch-site": "none" }],
    [NO, { origin: ORIGIN, "sec-fetch-site": "cross-site" }],
    [NO, { origin: "https://evil.example", "sec-fetch-site": "same-origin" }],
    [NO, { origin: "https://evil.example", "x-forwarded-host": "evil.example" }],
  ])("answers %i to %j", async (status, headers) => {
    const answer = await read(await call("POST", REFRESH, { cookie: await session("cfo"), headers }));
    expect(answer.status).toBe(status);
    if (status === NO) expect(answer.body.code).toBe("bad_origin");
  });

  test("is not asked where it comes from when it has a token instead", async () => {
    const headers = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
    const response = await call("POST", REFRESH, { token: await api.token("cfo"), headers });
    expect(response.status).toBe(200);
  });
});

test("behind a proxy with TLS the public address counts, whatever Host says", async () => {
  const publicUrl = "https://frescura.example.com";
  amendEnv({ NEXTAUTH_URL: publicUrl });
  const { cookie, url } = await signIn("cfo@frescura.test", undefined, "http://10.0.0.7:3000");
  expect(url.origin).toBe(publicUrl);
  expect(cookie).toContain("__Host-frescura.session=");
  const post = async (origin: string) =>
    (await call("POST", REFRESH, { cookie, headers: { host: "10.0.0.7:3000", origin } })).status;
  expect(await post(publicUrl)).toBe(200);
  expect(await post("https://frescura.example.com.evil.example")).toBe(403);
  amendEnv({ NEXTAUTH_URL: "" });
});
