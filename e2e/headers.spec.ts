import { connect } from "node:net";
import { expect, test } from "@playwright/test";
import { application } from "./application";
import { signIn } from "./support";

test("every answer carries a policy, and does not say what made it", async ({ request }) => {
  for (const path of ["/sign-in", "/api/health", "/api/v1/mv/health", "/nothing"]) {
    const headers = (await request.get(path)).headers();
    expect(headers["content-security-policy"], path).toContain("frame-ancestors 'none'");
    expect(headers["x-content-type-options"], path).toBe("nosniff");
    expect(headers["x-powered-by"], path).toBeUndefined();
  }
});

test("a script runs by the nonce of its page alone", async ({ page, request }) => {
  const policyOf = async () => (await request.get("/sign-in")).headers()["content-security-policy"]!;
  const nonce = (policy: string) => /'nonce-([^']+)'/.exec(policy)?.[1];
  const [first, second] = [await policyOf(), await policyOf()];
  expect(first).not.toContain("script-src 'self' 'unsafe-inline'");
  expect(nonce(first)).toMatch(/^[\w+/=]{40,}$/);
  expect(nonce(first)).not.toBe(nonce(second));
  await page.goto("/sign-in");
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.evil = true";
    document.body.append(script);
  });
  expect(await page.evaluate(() => "evil" in window)).toBe(false);
});

/** As the wire has it: no client of ours would send these. */
function ask(line: string, headers: Record<string, string> = {}, body = ""): Promise<string> {
  const { hostname, port, host } = new URL(application().url);
  const head = Object.entries({
    Host: host,
    Connection: "close",
    "Content-Length": `${body.length}`,
    ...headers,
  });
  return new Promise((done, fail) => {
    const socket = connect(Number(port), hostname);
    let text = "";
    socket.setEncoding("utf8").on("data", (chunk) => {
      text += chunk;
    });
    socket.once("error", fail).once("close", () => done(text));
    socket.write(
      `${line} HTTP/1.1\r\n${head.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n${body}`,
    );
  });
}

test("what cannot be read is refused in our form", async () => {
  const state = (value: string) => ({ RSC: "1", "Next-Router-State-Tree": value });
  const refused: [string, Record<string, string>?, string?][] = [
    ["TRACE /"],
    ["TRACE /api/health"],
    ["PROPFIND /api/v1/mv/health"],
    ["POST /"],
    ["POST /sign-in", { "Next-Action": "40aa", "Content-Type": "text/plain" }, "[]"],
    ["POST /sign-in", { "Next-Action": "x", "Content-Type": "multipart/form-data; boundary=x" }, "junk"],
    ["GET /", { Host: "a b" }],
    ["GET /api/health", { Host: "[" }],
    ["GET /%E0%A4%A"],
    ["GET /views/%ff"],
    ["GET http://elsewhere.example/"],
    ["GET /api/auth/callback/credentials"],
    ["GET /api/auth/signin?callbackUrl=::::"],
    ["POST /api/auth/_log", { "Content-Type": "application/x-www-form-urlencoded" }, "code=x&level=error"],
  ];
  for (const [line, headers, body] of refused) {
    const answer = await ask(line, headers, body);
    expect(answer, line).toMatch(/^HTTP\/1\.1 4\d\d /);
    // What Node's own parser ends has no form.
    if (!/^HTTP\/1\.1 400 Bad Request\r\nConnection: close\r\n\r\n$/.test(answer)) {
      expect(answer.toLowerCase(), line).toContain("application/problem+json");
    }
  }
  for (const value of [
    "junk",
    "%5B5%5D",
    "%5B%22%22%2C%7B%22children%22%3A%5B5%5D%7D%5D",
    "%5B%22%22%2C%7B%7D%2C5%2C%22x%22%5D",
  ]) {
    expect(await ask("GET /sign-in?_rsc=1", state(value)), value).toMatch(/^HTTP\/1\.1 [23]\d\d /);
  }
  expect(
    await ask("GET /api/auth/csrf?callbackUrl=::::", {
      Cookie: "next-auth.callback-url=%00; next-auth.csrf-token=|",
    }),
  ).toMatch(/^HTTP\/1\.1 200 /);
});

test("a stream carries it too", async ({ page }) => {
  await signIn(page, "ceo");
  const headers = await page.evaluate(async () => {
    const enough = new AbortController();
    const response = await fetch("/api/v1/mv/stream", { signal: enough.signal });
    enough.abort();
    return Object.fromEntries(response.headers);
  });
  expect(headers["content-type"]).toBe("text/event-stream; charset=utf-8");
  expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
  expect(headers["x-powered-by"]).toBeUndefined();
});

test("no page does what the policy forbids", async ({ page }) => {
  const violations: string[] = [];
  await page.exposeFunction("violated", (what: string) => violations.push(what));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
      (window as unknown as { violated(what: string): void }).violated(`${violatedDirective} ${blockedURI}`),
    );
  });
  await signIn(page, "admin");
  for (const path of [
    "/",
    "/views/universal-transactions",
    "/failures?range=30d",
    "/data/universal-transactions",
    "/trace",
    "/settings/schedules",
    "/settings/views/universal-transactions",
  ]) {
    await page.goto(path);
    await expect(page.locator("h1")).toBeAttached();
    await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  }
  expect(violations).toEqual([]);
});
