import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Api, type Call, call, read, startApi } from "@/tests/support/api";

let api: Api;
let token: string;
beforeAll(async () => {
  api = await startApi();
  token = await api.token("admin");
});
afterAll(() => api.stop());

async function refusal(method: string, path: string, more: Call = {}) {
  const { status, type, body } = await read(await call(method, path, { token, ...more }));
  expect(type).toBe("application/problem+json");
  return { status, ...body };
}

describe("a wrong parameter is named", () => {
  test.each([
    ["GET", "/api/v1/mv/metrics/refresh-history?hours=x", "hours"],
    ["GET", "/api/v1/mv/metrics/refresh-history?hours=", "hours"],
    ["GET", "/api/v1/mv/metrics/refresh-history?hours=0", "hours"],
    ["GET", "/api/v1/mv/metrics/refresh-history?hours=-1", "hours"],
    ["GET", "/api/v1/mv/metrics/refresh-history?hours=1.5", "hours"],
    ["GET", "/api/v1/mv/metrics/refresh-history?hours=8761", "hours"],
    ["GET", "/api/v1/mv/metrics/refresh-history?hours=1;drop table frescura.users", "hours"],
    ["GET", "/api/v1/mv/metrics/refresh-history?hours=1&hours=2", "hours"],
    ["GET", "/api/v1/mv/metrics/refresh-history?limit=1001", "limit"],
    ["GET", "/api/v1/mv/metrics/refresh-history?status=done", "status"],
    ["GET", "/api/v1/mv/metrics/refresh-history?trigger_type=Cron", "trigger_type"],
    ["GET", "/api/v1/mv/metrics/refresh-history?before=0", "before"],
    ["GET", "/api/v1/mv/metrics/refresh-history?before=99999999999999999999", "before"],
    ["GET", "/api/v1/mv/metrics/refresh-history?view=%00", "view"],
    ["GET", "/api/v1/mv/metrics/hourly?hours=Infinity", "hours"],
    ["GET", "/api/v1/mv/metrics/hourly?view=", "view"],
    ["GET", `/api/v1/mv/doctor?view=${"v".repeat(201)}`, "view"],
    ["POST", "/api/v1/mv/refresh/universal-transactions?force=yes", "force"],
    ["POST", "/api/v1/mv/refresh/universal-transactions?force=", "force"],
    ["POST", "/api/v1/mv/refresh?force=1", "force"],
    ["POST", "/api/v1/mv/refresh?force=true&force=false", "force"],
  ])("%s %s", async (method, path, parameter) => {
    const answer = await refusal(method, path);
    expect(answer).toMatchObject({ status: 400, code: "bad_parameter", parameter });
    expect(answer.detail).toContain(parameter);
  });
});

describe("an unknown view is not found", () => {
  const names = [
    "nothing",
    "frescura.refresh_log",
    "Universal-Transactions",
    "universal-transactions'; drop table frescura.users; --",
    "%00",
    "v".repeat(300),
    "../../etc/passwd",
  ];
  test.each(names)("%s", async (name) => {
    const view = name === "%00" ? name : encodeURIComponent(name);
    expect(await refusal("GET", `/api/v1/mv/health/${view}`)).toMatchObject({
      status: 404,
      code: "unknown_view",
    });
    const refresh = await refusal("POST", `/api/v1/mv/refresh/${view}?force=true`);
    expect(refresh).toMatchObject({ status: 404, code: "unknown_view" });
  });

  test.each(["/api/v1/mv/metrics/refresh-history", "/api/v1/mv/metrics/hourly", "/api/v1/mv/doctor"])(
    "%s?view=nothing",
    async (path) => {
      expect(await refusal("GET", `${path}?view=nothing`)).toMatchObject({
        status: 404,
        code: "unknown_view",
      });
    },
  );

  test("in a body", async () => {
    const answer = await refusal("POST", "/api/v1/mv/refresh", { body: '{"view":"nothing"}' });
    expect(answer).toMatchObject({ status: 404, code: "unknown_view" });
  });

  test("costs no use of the limit", async () => {
    const { body } = await read(await call("GET", "/api/v1/me", { token }));
    expect(body.refresh_remaining).toBe(10);
  });
});

describe("a wrong body is refused, saying what is wrong", () => {
  test.each([
    ["{", /not JSON/],
    ["view=universal-transactions", /not JSON/],
    ['{"view":"a"} x', /not JSON/],
    ["[]", /object/],
    ["null", /object/],
    ['"universal-transactions"', /object/],
    ['{"view":1}', /view/],
    ['{"view":""}', /view/],
    ['{"view":null}', /view/],
    ['{"views":["a"]}', /views/],
    ['{"view":"a","force":true}', /force/],
    ['{"view":"a\\u0000"}', /NUL/],
  ])("%s", async (body, says) => {
    const answer = await refusal("POST", "/api/v1/mv/refresh", { body });
    expect(answer).toMatchObject({ status: 400, code: "bad_body" });
    expect(answer.detail).toMatch(says);
  });

  test("bytes that are no text", async () => {
    const answer = await refusal("POST", "/api/v1/mv/refresh", { body: new Uint8Array([0xff, 0xfe]) });
    expect(answer).toMatchObject({ status: 400, code: "bad_body" });
  });

  test("more than an honest body has", async () => {
    const body = `{"view":"${"v".repeat(100_000)}"}`;
    expect(await refusal("POST", "/api/v1/mv/refresh", { body })).toMatchObject({
      status: 413,
      code: "bad_body",
    });
  });
});
