import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runDue } from "@/server/schedules/run-due";
import { slotsBetween } from "../support/brute-schedule";
import { createProduct, type Product } from "../support/product";
import { clockChanges } from "../support/zones";

/** How often the drivers look; every slot below begins at such a moment. */
const LOOK = 5 * 60_000;
/** By tier: one for all views, several times and once a day. */
const CRONS = { half: "*/30 * * * *", hour: "0 * * * *", gap: "30 2 * * *", twice: "45 1 * * *" };
let product: Product;

beforeAll(async () => {
  product = await createProduct();
  // What runs is not what is asked here: there is no view to refresh.
  await product.sql`delete from frescura.views`;
});
afterAll(() => product.drop());

// Of a year that is over: a slot in the future cannot be claimed.
const CHANGES = ["Europe/Madrid", "America/New_York", "Australia/Lord_Howe"].flatMap((zone) =>
  clockChanges(zone)
    .filter((at) => at.getUTCFullYear() === 2025)
    .map((at) => [zone, at.toISOString()] as const),
);

describe("two drivers that look every five minutes, while the clock changes", () => {
  test.each(CHANGES)("%s, %s: each slot is run once, and none is missed", async (zone, changesAt) => {
    const change = new Date(changesAt);
    const from = new Date(change.getTime() - 36 * LOOK);
    const to = new Date(change.getTime() + 60 * LOOK);
    await product.sql`delete from frescura.schedules`;
    await product.sql`
      insert into frescura.schedules (tier, cron, time_zone, created_at)
      select key, value, ${zone}, ${from} from jsonb_each_text(${product.sql.json(CRONS)})`;
    const runs = [];
    for (let at = from.getTime(); at <= to.getTime(); at += LOOK) {
      const now = new Date(at);
      const looks = ["first", "second"].map((driver) => runDue({ db: product.db, driver, now }));
      runs.push(...(await Promise.all(looks)).flat());
    }
    const ran = runs.filter(({ claimed }) => claimed);
    for (const [tier, cron] of Object.entries(CRONS)) {
      const slots = ran.filter((run) => run.tier === tier).map(({ due_at }) => due_at);
      expect(slots.sort(), cron).toEqual(
        slotsBetween({ cron, timeZone: zone }, from, to).map((slot) => slot.toISOString()),
      );
    }
  });
});
