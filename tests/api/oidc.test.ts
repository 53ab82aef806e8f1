import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { amendEnv } from "@/server/env";
import { updateUser } from "@/server/users/update";
import {
  type Api,
  call,
  cookiesOf,
  newUser,
  ORIGIN,
  read,
  shell,
  signIn,
  startApi,
} from "@/tests/support/api";
import { type Person, startProvider, type TestProvider, Wanderer } from "@/tests/support/oidc-provider";

const BACK = `${ORIGIN}/api/auth/callback/oidc`;
let api: Api;
let provider: TestProvider;
beforeAll(async () => {
  provider = await startProvider(BACK);
  api = await startApi({
    NEXTAUTH_URL: ORIGIN,
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: provider.client.id,
    OIDC_CLIENT_SECRET: provider.client.secret,
    OIDC_SCOPE: "openid email profile groups",
    OIDC_ROLES: "platform:admin, finance:cfo, board:ceo",
  });
});
afterAll(async () => {
  await api.stop();
  await provider.stop();
  amendEnv({ OIDC_ISSUER: "", PASSWORD_SIGN_IN: "", NEXTAUTH_URL: "" });
});

/** From our button to the provider: its address, and the cookies that we have set. */
async function leave(query = "", browser = ORIGIN) {
  const csrf = await call("GET", "/api/auth/csrf");
  const { csrfToken } = await csrf.json();
  const answer = await call("POST", `/api/auth/signin/oidc${query}`, {
    cookie: cookiesOf(csrf),
    headers: { "content-type": "application/x-www-form-urlencoded", host: new URL(browser).host },
    body: new URLSearchParams({ csrfToken, json: "true" }).toString(),
  });
  return { address: (await answer.json()).url as string, cookie: cookiesOf(answer) };
}

/** All the way there and back, as a person of the provider. */
async function come(person: Person, query = "", browser = new Wanderer()) {
  provider.be(person);
  const { address, cookie } = await leave(query);
  const back = await browser.wander(address, BACK);
  const answer = await call("GET", back, { cookie });
  return { cookie: cookiesOf(answer), to: answer.headers.get("location"), back, sent: cookie };
}
const meOf = async (cookie: string) => await read(await call("GET", "/api/v1/me", { cookie }));
const ana: Person = {
  sub: "a1",
  email: "Ana@Company.test",
  name: "Ana\nAdmin",
  groups: ["board", "finance"],
};

test("the first sign-in makes the account, with the first role that the claims give, and leads where it was to", async () => {
  const { cookie, to } = await come(ana, "?next=/failures");
  expect(to).toBe(`${ORIGIN}/failures`);
  expect((await meOf(cookie)).body).toMatchObject({
    ...{ kind: "user", email: "ana@company.test", name: "Ana Admin", role: "cfo", has_password: false },
  });
  const again = await come(ana);
  expect(again.to).toBe(`${ORIGIN}/`);
  const rows = await api.database
    .sql`select actor, action from frescura.audit_log where target = 'ana@company.test' order by id`;
  expect(rows.map(({ action }) => action)).toEqual(["user.create", "session.begin", "session.begin"]);
});

test("each sign-in gives the role of now, which ends the sessions that had another", async () => {
  const { cookie } = await come(ana);
  const demoted = await come({ ...ana, groups: ["board"] });
  expect((await meOf(cookie)).status).toBe(401);
  expect((await meOf(demoted.cookie)).body.role).toBe("ceo");
});

describe("nobody comes in", () => {
  test.each<[string, Person, string]>([
    ["without a role", { ...ana, groups: ["others"] }, "no_role"],
    ["without any groups", { sub: "b2", email: "b@company.test" }, "no_role"],
    ["without an address", { sub: "c3", groups: ["board"] }, "no_email"],
  ])("%s", async (_what, person, reason) => {
    const { cookie, to } = await come(person);
    expect(cookie).not.toContain("frescura.session=");
    expect(to).toMatch(/\/sign-in\?error=AccessDenied$/);
    const [event] = await api.database.sql`
      select actor, detail ->> 'reason' as reason from frescura.audit_log where action = 'sign-in.refuse' order by id desc limit 1`;
    expect(event).toEqual({ actor: "system:oidc", reason });
  });

  test("whose account is closed", async () => {
    await updateUser(shell, "ana@company.test", { disabled: true });
    expect((await come(ana)).to).toMatch(/error=AccessDenied$/);
    await updateUser(shell, "ana@company.test", { disabled: false });
  });

  test("by an answer of another browser, a second time, or a made-up one", async () => {
    const { back, sent } = await come(ana);
    const cookieOf = async (address: string, cookie: string) =>
      cookiesOf(await call("GET", address, { cookie }));
    expect(await cookieOf(back, sent)).not.toContain("frescura.session=");
    provider.be(ana);
    const fresh = await leave();
    const answer = await new Wanderer().wander(fresh.address, BACK);
    const stranger = await leave();
    expect(await cookieOf(answer, stranger.cookie)).not.toContain("frescura.session=");
    expect(await cookieOf(answer, "")).not.toContain("frescura.session=");
    const madeUp = await call("GET", `${BACK}?code=x&state=y`, { cookie: fresh.cookie });
    expect(cookiesOf(madeUp)).not.toContain("frescura.session=");
    expect(madeUp.headers.get("location")).toMatch(/\/sign-in\?error=\w+$/);
    expect(await cookieOf(answer, fresh.cookie)).toContain("frescura.session=");
  });

  test("to an account that there is by an address that is not verified; by one that is, its password ends", async () => {
    await newUser("ceo", "luis@company.test");
    const before = (await signIn("luis@company.test")).cookie;
    const luis: Person = { sub: "l1", email: "luis@company.test", groups: ["board"] };
    expect((await come(luis)).to).toMatch(/error=AccessDenied$/);
    expect((await meOf(before)).status).toBe(200);
    const { cookie } = await come({ ...luis, email_verified: true });
    expect((await meOf(cookie)).body).toMatchObject({ email: "luis@company.test", has_password: false });
    expect((await meOf(before)).status).toBe(401);
    expect((await signIn("luis@company.test")).status).toBe(401);
    // It is one person's: another with its address gets nothing.
    const other = { ...luis, sub: "l2", email_verified: true };
    expect((await come(other)).to).toMatch(/error=AccessDenied$/);
  });
});

test("the way back is a path of ours, and nothing else of the address reaches the provider", async () => {
  const { to } = await come(ana, "?next=//evil.example/&redirect_uri=https://evil.example&scope=openid");
  expect(to).toBe(`${ORIGIN}/`);
  const { address } = await leave("?redirect_uri=https://evil.example&prompt=none&client_id=x");
  const asked = new URL(address).searchParams;
  expect([asked.get("redirect_uri"), asked.get("client_id"), asked.get("prompt")]).toEqual([
    BACK,
    "frescura",
    null,
  ]);
  for (const name of ["state", "nonce", "code_challenge"]) expect(asked.get(name)).toBeTruthy();
});

test("fresh is who the provider has asked lately, not whom it knows from before", async () => {
  const { sql } = api.database;
  const admin: Person = { sub: "p1", email: "pia@company.test", groups: ["platform"] };
  const browser = new Wanderer();
  const first = await come(admin, "", browser);
  const make = async (cookie: string, email: string) =>
    (
      await call("POST", "/api/v1/users", {
        cookie,
        headers: { origin: ORIGIN },
        body: JSON.stringify({ email, name: "X", role: "ceo" }),
      })
    ).status;
  expect(await make(first.cookie, "x@company.test")).toBe(200);
  await sql`update frescura.sessions set authenticated_at = clock_timestamp() - interval '11 minutes'`;
  expect(await make(first.cookie, "y@company.test")).toBe(403);
  const again = await come(admin, "?prompt=login", browser);
  expect(await make(again.cookie, "y@company.test")).toBe(200);
  const [row] = await sql`
    select authenticated_at > clock_timestamp() - interval '1 minute' as fresh from frescura.sessions order by created_at desc limit 1`;
  expect(row).toEqual({ fresh: true });
  const given = { cookie: first.cookie, headers: { origin: ORIGIN }, body: '{"password":"x"}' };
  expect((await call("POST", "/api/v1/me/authenticate", given)).status).toBe(403);
});

test("signing in by password can be switched off, and the provider is asked as before", async () => {
  await newUser("ops");
  const { cookie } = await signIn("ops@frescura.test");
  amendEnv({ PASSWORD_SIGN_IN: "off" });
  await expect(signIn("ops@frescura.test")).rejects.toThrow();
  expect((await call("POST", "/api/auth/callback/credentials", { body: "x=y" })).status).toBe(404);
  const given = {
    cookie,
    headers: { origin: ORIGIN },
    body: JSON.stringify({ password: "correct horse battery" }),
  };
  expect((await call("POST", "/api/v1/me/authenticate", given)).status).toBe(403);
  expect((await come(ana)).to).toBe(`${ORIGIN}/`);
  amendEnv({ PASSWORD_SIGN_IN: "" });
});

test("without a provider its routes are none", async () => {
  const { OIDC_ISSUER } = { OIDC_ISSUER: provider.issuer };
  amendEnv({ OIDC_ISSUER: "" });
  expect((await call("POST", "/api/auth/signin/oidc")).status).toBe(404);
  expect((await call("GET", "/api/auth/callback/oidc")).status).toBe(404);
  amendEnv({ OIDC_ISSUER });
});
