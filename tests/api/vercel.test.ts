import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as route from "@/app/api/cron/[tier]/route";
import { latestDue, nextRuns } from "@/lib/schedule/due";
import { parseSchedule } from "@/lib/schedule/parse";
import { amendEnv } from "@/server/env";
import { createProduct, type Product } from "@/tests/support/product";

const SECRET = "a-secret-of-the-cron-driver";
const MEXICO = "America/Mexico_City";
const root = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const vercel: { crons: { path: string; schedule: string }[] } = JSON.parse(
  readFileSync(root("vercel.json"), "utf8"),
);

/** The newer form, as the documentation tells to write it. */
const block = /```json\n(\{\n {2}"schedules"[\s\S]*?)```/.exec(
  readFileSync(root("docs/drivers.md"), "utf8"),
)![1]!;
const { schedules } = JSON.parse(block) as {
  schedules: Record<string, { schedule: string; timezone: string; path: string; requestMethod: string }>;
};

let product: Product;
let defaults: { tier: string; cron: string; time_zone: string }[];

beforeAll(async () => {
  product = await createProduct();
  // Targets are begun after any delivery, by upkeep.
  defaults = [
    ...(await product.sql<
      typeof defaults
    >`select tier, cron, time_zone from frescura.schedules where tier <> 'targets'`),
  ];
});
afterAll(async () => {
  amendEnv({ CRON_SECRET: "" });
  await product.drop();
});
beforeEach(async () => {
  amendEnv({ CRON_SECRET: SECRET });
  await product.sql.unsafe(
    "truncate frescura.schedule_runs, frescura.refresh_log, frescura.refresh_triggers cascade",
  );
  await product.sql`update frescura.schedules set created_at = now() - interval '30 days'`;
});

/** A delivery as Vercel makes it; Cron Jobs and Schedules are called alike. */
async function deliver(path: string, schedule: string) {
  const headers = {
    authorization: `Bearer ${SECRET}`,
    "user-agent": "vercel-cron/1.0",
    "x-vercel-cron-schedule": schedule,
  };
  const tier = path.split("/").at(-1)!;
  const request = new Request(`https://frescura.vercel.app${path}`, { headers });
  const answer = await route.GET(request, { params: Promise.resolve({ tier }) });
  return { status: answer.status, body: await answer.json() };
}

describe("vercel.json", () => {
  test("names routes that exist, in cron that can be read, and stays within what a plan allows", () => {
    expect(existsSync(root("app/api/cron/[tier]/route.ts"))).toBe(true);
    for (const { path, schedule } of vercel.crons) {
      expect(path).toMatch(/^\/api\/cron\/[a-z-]+$/);
      expect(() => parseSchedule({ cron: schedule, timeZone: "UTC" })).not.toThrow();
    }
    expect(route.maxDuration).toBeLessThanOrEqual(300);
    expect(vercel.crons.length).toBeLessThanOrEqual(100);
  });

  test("its Cron Jobs, in UTC, come at every slot of the schedules that they serve", () => {
    expect(vercel.crons.map(({ path }) => path.split("/").at(-1)).sort()).toEqual(
      defaults.map(({ tier }) => tier).sort(),
    );
    for (const { tier, cron, time_zone } of defaults) {
      const { schedule } = vercel.crons.find(({ path }) => path === `/api/cron/${tier}`)!;
      for (const slot of nextRuns({ cron, timeZone: time_zone }, new Date("2026-11-23T00:00:00Z"), 200)) {
        expect(latestDue({ cron: schedule, timeZone: "UTC" }, slot), `${tier} ${slot.toISOString()}`).toEqual(
          slot,
        );
      }
    }
  });

  test("the Schedules of the documentation are those of the database, in its own zone", () => {
    const written = Object.entries(schedules).map(([tier, { schedule, timezone }]) => ({
      tier,
      cron: schedule,
      time_zone: timezone,
    }));
    expect(written.sort((a, b) => a.tier.localeCompare(b.tier))).toEqual(
      defaults.toSorted((a, b) => a.tier.localeCompare(b.tier)),
    );
    for (const [tier, { path, requestMethod }] of Object.entries(schedules)) {
      expect({ path, requestMethod }).toEqual({ path: `/api/cron/${tier}`, requestMethod: "GET" });
    }
  });
});

describe.each([
  ["Cron Jobs", vercel.crons[0]!.path, vercel.crons[0]!.schedule],
  ["Schedules", schedules.hourly!.path, schedules.hourly!.schedule],
])("a delivery of %s", (_form, path, schedule) => {
  const slot = () => latestDue({ cron: "0 * * * *", timeZone: MEXICO }, new Date())!;

  test("is run, however late in its hour it comes", async () => {
    const { status, body } = await deliver(path, schedule);
    expect({ status, ...body }).toMatchObject({
      status: 200,
      tier: "hourly",
      claimed: true,
      runs: [{ outcome: "completed" }],
    });
    expect(body.runs[0].due_at).toBe(slot().toISOString());
  });

  test("that comes five times at once is run once, and all are told so", async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => deliver(path, schedule)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(answers.filter(({ body }) => body.claimed)).toHaveLength(1);
    expect(await product.sql`select from frescura.refresh_log`).toHaveLength(1);
  });

  test("after three that never came makes up for them by one run", async () => {
    await product.sql`
      insert into frescura.schedule_runs (schedule_id, due_at, driver, completed_at, outcome)
      select id, ${slot()}::timestamptz - interval '4 hours', 'vercel-cron', now(), 'completed' from frescura.schedules where tier = 'hourly'`;
    expect((await deliver(path, schedule)).body).toMatchObject({ claimed: true });
    expect((await deliver(path, schedule)).body).toMatchObject({ claimed: false });
    expect(await product.sql`select triggered_by from frescura.refresh_log`).toEqual([
      { triggered_by: "vercel-cron:hourly" },
    ]);
  });
});

test("a tier of one's own can be delivered, too", async () => {
  await product.sql`insert into frescura.schedules (tier, cron, created_at) values ('nightly', '0 3 * * *', now() - interval '3 days')`;
  expect(await deliver("/api/cron/nightly", "0 3 * * *")).toMatchObject({
    status: 200,
    body: { tier: "nightly", claimed: true, runs: [{ view: null, outcome: "completed" }] },
  });
  await product.sql`delete from frescura.schedules where tier = 'nightly'`;
});
