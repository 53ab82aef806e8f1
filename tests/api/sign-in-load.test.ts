import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { PEER_HEADER, peersAreTold } from "@/server/client-address";
import { queued } from "@/server/users/password";
import { type Api, call, newUser, PASSWORD, signIn, startApi } from "@/tests/support/api";

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const errorOf = ({ url }: { url: URL }) => url.searchParams.get("error");

test("failures are counted over all instances: what one has seen, the other refuses", async () => {
  await newUser("cfo");
  for (let n = 0; n < 5; n++) await signIn("cfo@frescura.test", "wrong password");
  // A second copy of every module knows nothing but what the database knows.
  vi.resetModules();
  const other: typeof import("@/tests/support/api") = await import("@/tests/support/api");
  const attempts: (string | null)[] = [];
  for (let n = 0; n < 6; n++)
    attempts.push(errorOf(await other.signIn("cfo@frescura.test", "wrong password")));
  expect(attempts).toEqual([...Array(5).fill("CredentialsSignin"), "too_many_attempts"]);
  expect(errorOf(await signIn("cfo@frescura.test", PASSWORD))).toBe("too_many_attempts");
});

test("a hundred sign-ins at once take the memory of two hashes, and others are answered meanwhile", async () => {
  await signIn("first@frescura.test", "wrong password");
  const before = process.memoryUsage().rss;
  let ended = 0;
  let peak = before;
  const crowd = Array.from({ length: 100 }, async (_, n) => {
    const attempt = await signIn(`person-${n}@frescura.test`, "wrong password");
    peak = Math.max(peak, process.memoryUsage().rss);
    ended++;
    return errorOf(attempt);
  });
  expect((await call("GET", "/api/health")).status).toBe(200);
  expect(ended).toBeLessThan(100);
  // Those for whom there is no place are sent away at once.
  expect(["CredentialsSignin", "unavailable"]).toEqual(
    expect.arrayContaining([...new Set(await Promise.all(crowd))]),
  );
  // Each hash takes 19 MiB: a hundred at once would take two gigabytes.
  expect(peak - before).toBeLessThan(400 * 1024 * 1024);
});

test("who finds no place before the hash is sent away, which counts as no failure", async () => {
  await newUser("ops");
  let leave = () => {};
  const gone = new Promise<void>((resolve) => {
    leave = resolve;
  });
  const places = Array.from({ length: 64 }, () => queued(() => gone));
  for (let n = 0; n < 12; n++) {
    const { status, headers, url } = await signIn("ops@frescura.test");
    expect([status, headers.get("retry-after")]).toEqual([503, "3"]);
    expect(url.searchParams.get("error")).toBe("unavailable");
  }
  leave();
  await Promise.all(places);
  expect((await signIn("ops@frescura.test")).status).toBe(200);
});

describe("an address", () => {
  const from = (address: string) => ({ headers: { [PEER_HEADER]: address } });
  const tried = async (address: string, email: string, cookie = "", password = "wrong") =>
    await signIn(email, password, undefined, { ...from(address), cookie });

  test("that has failed fifty times, with whatever accounts, has to wait; others have not", async () => {
    peersAreTold();
    await newUser("ceo");
    const device = (await tried("203.0.113.9", "ceo@frescura.test", "", PASSWORD)).cookie;
    // A success in between gives back what it took, and no more.
    for (let n = 0; n < 49; n++) {
      await api.database
        .sql`select frescura.rate_limit_take('sign-in-address', '203.0.113.9', 50, '15 minutes')`;
    }
    expect((await tried("203.0.113.9", "ceo@frescura.test", "", PASSWORD)).status).toBe(200);
    expect((await tried("203.0.113.9", "one@frescura.test")).status).toBe(401);
    const over = await tried("203.0.113.9", "two@frescura.test");
    expect([over.status, errorOf(over)]).toEqual([429, "too_many_attempts"]);
    expect(over.headers.get("retry-after")).toMatch(/^\d+$/);
    expect((await tried("203.0.113.10", "two@frescura.test")).status).toBe(401);
    // Its owner's browser is known, wherever it is.
    expect((await tried("203.0.113.9", "ceo@frescura.test", device, PASSWORD)).status).toBe(200);
    const [row] = await api.database.sql`
      select count(*)::integer as n from frescura.audit_log where action = 'sign-in.throttle' and target = '203.0.113.9'`;
    expect(row).toEqual({ n: 2 });
  });
});

describe("a browser that has signed in before", () => {
  test("is not kept out by strangers who guess, and has ten guesses of its own", async () => {
    await newUser("admin");
    const { cookie } = await signIn("admin@frescura.test");
    const device = /frescura\.device=[^;]+/.exec(cookie)![0];
    for (let n = 0; n < 11; n++) await signIn("admin@frescura.test", "wrong password");
    expect(errorOf(await signIn("admin@frescura.test"))).toBe("too_many_attempts");
    const known = (password: string, sent = device, email = "admin@frescura.test") =>
      signIn(email, password, undefined, { cookie: sent });
    expect((await known(PASSWORD)).status).toBe(200);
    for (const forged of [
      `${device}x`,
      device.replace(/=./, "=~"),
      "frescura.device=x",
      `${device.slice(0, -3)}AAA`,
    ])
      expect((await known(PASSWORD, forged)).status).toBe(429);
    for (let n = 0; n < 10; n++) expect((await known("wrong password")).status).toBe(401);
    expect((await known("wrong password")).status).toBe(429);
    // It knows one account, and no other.
    for (let n = 0; n < 10; n++) await known("wrong password", device, "other@frescura.test");
    expect((await known("wrong password", device, "other@frescura.test")).status).toBe(429);
    expect((await signIn("other@frescura.test", "wrong")).status).toBe(429);
  });
});
