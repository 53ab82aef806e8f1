import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { GET, POST } from "@/app/api/cron/[tier]/route";
import { amendEnv } from "@/server/env";
import { createProduct, type Product } from "../support/product";

const SECRET = "a-secret-of-the-cron-driver";
let product: Product;

beforeAll(async () => {
  product = await createProduct();
});
afterAll(() => product.drop());
beforeEach(async () => {
  amendEnv({ CRON_SECRET: SECRET });
  await product.sql.unsafe(
    "truncate frescura.schedule_runs, frescura.refresh_log, frescura.refresh_triggers",
  );
  await product.sql`update frescura.schedules set created_at = now() - interval '30 days'`;
});

function deliver(tier: string, headers: Record<string, string> = { authorization: `Bearer ${SECRET}` }) {
  const request = new Request(`http://localhost/api/cron/${tier}`, { headers });
  return GET(request, { params: Promise.resolve({ tier }) });
}

describe("who may", () => {
  test.each([
    ["nothing", {}],
    ["an empty token", { authorization: "Bearer " }],
    ["the word undefined", { authorization: "Bearer undefined" }],
    ["another secret", { authorization: `Bearer ${SECRET}x` }],
    ["another scheme", { authorization: `Basic ${SECRET}` }],
    ["the secret without a scheme", { authorization: SECRET }],
    ["Vercel's name without the secret", { "user-agent": "vercel-cron/1.0" }],
  ])("not who brings %s", async (_, headers) => {
    const answer = await deliver("hourly", headers as Record<string, string>);
    expect(answer.status).toBe(401);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(await answer.json()).toMatchObject({ code: "unauthenticated", status: 401 });
    expect(await product.sql`select from frescura.schedule_runs`).toHaveLength(0);
  });

  test.each(["Bearer undefined", "Bearer ", "Bearer null", `Bearer ${SECRET}`])(
    "nobody, when no secret is set: %j",
    async (authorization) => {
      amendEnv({ CRON_SECRET: "" });
      expect((await deliver("hourly", { authorization })).status).toBe(401);
    },
  );
});

describe("a delivery", () => {
  test("under a name that its tier had before is one for the tier", async () => {
    expect(await (await deliver("audit")).json()).toMatchObject({ tier: "verification" });
  });

  test("says what was claimed and how it ended; the second one claims nothing", async () => {
    const first = await deliver("hourly", {
      authorization: `Bearer ${SECRET}`,
      "user-agent": "vercel-cron/1.0",
    });
    expect(first.status).toBe(200);
    expect(first.headers.get("cache-control")).toBe("no-store");
    expect(await first.json()).toMatchObject({
      tier: "hourly",
      claimed: true,
      runs: [{ view: "universal-transactions", claimed: true, outcome: "completed" }],
    });
    const second = await deliver("hourly");
    expect(second.status).toBe(200);
    expect(await second.json()).toMatchObject({ claimed: false, runs: [{ claimed: false, outcome: null }] });
    const log = await product.sql`select triggered_by from frescura.refresh_log`;
    expect(log).toEqual([{ triggered_by: "vercel-cron:hourly" }]);
  });

  test("decides in business time: nothing is due where the working hours are over", async () => {
    // The schedule's one slot a year is always before it was made.
    await product.sql`update frescura.schedules set created_at = now() - interval '1 minute',
      cron = to_char(now() at time zone 'America/Mexico_City' - interval '1 day', '"0 12" FMDD FMMM "*"')
      where tier = 'working-hours'`;
    const answer = await deliver("working-hours");
    expect(await answer.json()).toEqual({ tier: "working-hours", claimed: false, runs: [] });
  });

  test("drains the events", async () => {
    await product.sql`insert into cpg_pos (monto_total) values (12000)`;
    expect(await (await deliver("events")).json()).toMatchObject({
      claimed: true,
      runs: [{ view: null, outcome: "completed" }],
    });
  });

  test("of an unknown tier is 404, and of another method 405", async () => {
    const unknown = await deliver("nightly");
    expect(unknown.status).toBe(404);
    expect(await unknown.json()).toMatchObject({ code: "not_found" });
    const request = new Request("http://localhost/api/cron/hourly", { method: "POST" });
    const posted = await POST(request, { params: Promise.resolve({ tier: "hourly" }) });
    expect(posted.status).toBe(405);
  });
});
