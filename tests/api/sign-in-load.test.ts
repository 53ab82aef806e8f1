import { afterAll, beforeAll, expect, test, vi } from "vitest";
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
  expect(new Set(await Promise.all(crowd))).toEqual(new Set(["CredentialsSignin"]));
  // Each hash takes 19 MiB: a hundred at once would take two gigabytes.
  expect(peak - before).toBeLessThan(400 * 1024 * 1024);
});
