import { createHash, createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { makeItems } from "@/tests/support/ledger/items";
import { expectExact, pending, prune, takeBaseline } from "@/tests/support/ledger/lab";

let database: TestDatabase;
const sql = () => database.sql;
const change = (text: string) => sql().unsafe(text);

beforeAll(async () => {
  database = await createDatabase();
  await makeItems(sql());
});
afterAll(() => database.drop());

describe("a refresh with nothing to do", () => {
  const cron = () => sql()`select status from frescura.refresh('item', 'cron')`.then(([row]) => row!.status);
  const trigger = async () => {
    const [row] =
      await sql()`select 'frescura_capture_' || id || '_update' as name from frescura.view_sources where view_id = frescura.view_id('item')`;
    return row!.name as string;
  };

  test("is skipped where the view may, keeps it fresh, and is not where something pends or capture died", async () => {
    await takeBaseline(sql(), "item");
    await change("update frescura.views set skip_unchanged = true where slug = 'item'");
    const [before] = await sql()`select last_refresh from frescura.health('item')`;
    expect(await cron()).toBe("skipped");
    const [health] = await sql()`select last_refresh, freshness, pending_known from frescura.health('item')`;
    expect(health).toMatchObject({ freshness: "fresh", pending_known: true });
    expect(health!.last_refresh.getTime()).toBeGreaterThan(before!.last_refresh.getTime());
    expect(await sql()`select reason from frescura.refresh_log where status = 'skipped'`).toEqual([
      { reason: "nothing_pending" },
    ]);

    await change("update item set amount = 5 where id = 1");
    expect(await cron()).toBe("completed");
    expect(await cron()).toBe("skipped");

    const name = await trigger();
    await change(
      `alter table item disable trigger ${name}; update item set amount = 6 where id = 1; alter table item enable always trigger ${name}`,
    );
    expect(await cron()).toBe("completed");
    await expectExact(sql(), "item");
    expect(await cron()).toBe("skipped");
    // Whoever asks by hand gets a refresh.
    expect((await sql()`select status from frescura.refresh('item', 'manual')`)[0]).toEqual({
      status: "completed",
    });
    await change("update frescura.views set skip_unchanged = false where slug = 'item'");
    expect(await cron()).toBe("completed");
  });

  test("counts as noopRefreshes", async () => {
    await takeBaseline(sql(), "item");
    await change("delete from frescura.refresh_log where view_id = frescura.view_id('item')");
    const refresh = () => sql()`select frescura.refresh('item', 'test')`;
    await change("update item set amount = amount + 1 where id = 1");
    await refresh();
    await refresh();
    await refresh();
    await change("update item set amount = amount where id = 1");
    await refresh();
    await change("update frescura.views set skip_unchanged = true where slug = 'item'");
    await cron();
    await change("update frescura.views set skip_unchanged = false where slug = 'item'");
    const [noopRefreshes] =
      await sql()`select slug, refreshes, unchanged, unchanged_percent::float8 as percent, skipped from frescura.noop_refreshes('item')`;
    expect(noopRefreshes).toEqual({ slug: "item", refreshes: 4, unchanged: 3, percent: 75, skipped: 1 });
  });

  test("tells of an untracked view whether it could be tracked, where it was refreshed in vain", async () => {
    await sql().unsafe(`
      create materialized view best as select id, amount from item order by amount desc limit 1;
      create unique index on best (id);
      select frescura.register('best')`);
    const trackable = async () =>
      (await sql()`select trackable from frescura.noop_refreshes('best')`)[0]!.trackable;
    expect(await trackable()).toBe(null);
    for (const _ of [1, 2]) await sql()`select frescura.refresh('best', 'test')`;
    expect(await trackable()).toBe(false);
    await sql()`select frescura.unregister('best')`;
  });
});

describe("a receipt", () => {
  const visible = (receipt: string) =>
    sql()`select visible, state, refresh_id, visible_at from frescura.visible('item', ${receipt})`.then(
      ([row]) => row!,
    );

  test("in progress, waiting, visible by the first refresh that contains it", async () => {
    const tx = await sql().reserve();
    await tx`begin`;
    await tx`update item set amount = 9 where id = 2`;
    const [row] = await tx`select frescura.receipt() as receipt`;
    const { receipt } = row!;
    expect(await visible(receipt)).toMatchObject({ visible: false, state: "in_progress" });
    await sql()`select frescura.refresh('item', 'test')`;
    await tx`commit`;
    tx.release();
    expect(await visible(receipt)).toMatchObject({ visible: false, state: "waiting" });
    const [first] = await sql()`select refresh_id from frescura.refresh('item', 'test')`;
    await sql()`select frescura.refresh('item', 'test')`;
    const seen = await visible(receipt);
    expect(seen).toMatchObject({ visible: true, state: "visible", refresh_id: first!.refresh_id });
    expect(seen.visible_at).toBeInstanceOf(Date);
  });

  test("of a transaction taken back", async () => {
    const tx = await sql().reserve();
    await tx`begin`;
    const [row] = await tx`select frescura.receipt() as receipt`;
    await tx`rollback`;
    tx.release();
    expect(await visible(row!.receipt)).toMatchObject({ visible: false, state: "rolled_back" });
  });

  const MAC = "0".repeat(32);
  test.each([
    "",
    "r1.1.5",
    "r2.1",
    "r2.5.5",
    `r2.0.5.${MAC}`,
    `r2.99999999999.5.${MAC}`,
    `r2.5.${"9".repeat(20)}.${MAC}`,
  ])("that is none: %s", async (receipt) => {
    await expect(visible(receipt)).rejects.toMatchObject({ code: "22023" });
  });

  /** As somebody would who knows the key: HMAC-SHA256 by another hand. */
  const signed = async (text: string) => {
    const [row] = await sql()`select key from frescura.receipt_key`;
    const key = createHash("sha256").update(row!.key).digest();
    return `${text}.${createHmac("sha256", key).update(text).digest("hex").slice(0, 32)}`;
  };

  test("that is forged or altered in any place is refused", async () => {
    const [row] = await sql()`select frescura.receipt() as receipt`;
    const { receipt } = row!;
    const [kind, oid, xid, mac] = receipt.split(".");
    expect(receipt).toBe(await signed(`${kind}.${oid}.${xid}`));
    expect(await visible(receipt)).toMatchObject({ state: expect.any(String) });
    const forged = [
      `r1.${oid}.${xid}`,
      `r2.${oid}.${xid}`,
      `r2.${oid}.${Number(xid) - 1}.${mac}`,
      `r2.${Number(oid) + 1}.${xid}.${mac}`,
      `r2.${oid}.0${xid}.${mac}`,
      `r2.${oid}.${xid}.${"0".repeat(32)}`,
      `${receipt}0`,
      receipt.slice(0, -1),
      receipt.toUpperCase(),
    ];
    for (const one of forged) await expect(visible(one), one).rejects.toMatchObject({ code: "22023" });
  });

  test("that is signed, and names a transaction of the future or another database's, is refused too", async () => {
    const [row] = await sql()`select frescura.receipt() as receipt`;
    const [, oid, xid] = row!.receipt.split(".");
    for (const text of [`r2.${oid}.${Number(xid) + 1_000_000}`, `r2.${Number(oid) + 1}.${xid}`]) {
      await expect(visible(await signed(text))).rejects.toMatchObject({ code: "22023" });
    }
  });

  test("is given to any role that writes, which can neither read the key nor sign anything else", async () => {
    await sql().unsafe("create role receipt_writer; grant insert on item to receipt_writer");
    const asWriter = (text: string) =>
      sql().begin(async (tx) => {
        await tx.unsafe("set local role receipt_writer");
        return await tx.unsafe(text);
      });
    try {
      const [row] = await asWriter("select frescura.receipt() as receipt");
      expect(await visible(row!.receipt)).toMatchObject({ state: expect.any(String) });
      for (const text of ["select * from frescura.receipt_key", "select frescura.receipt_mac('r2.1.1')"]) {
        await expect(asWriter(text)).rejects.toMatchObject({ code: "42501" });
      }
    } finally {
      await sql().unsafe("drop owned by receipt_writer; drop role receipt_writer");
    }
  });
});

describe("where is my payment", () => {
  const trace = (reference: string) =>
    sql()`select source_key, reference, amount::integer, captured_at is not null as captured, event_id is not null as queued,
                 visible, waits_for, refresh_id from frescura.trace('item', ${reference})`.then((rows) => [
      ...rows,
    ]);

  test("captured, queued, visible", async () => {
    await takeBaseline(sql(), "item");
    await change("insert into item values (200, 'r1', 10), (201, 'r1', 2000)");
    const small = { source_key: "200", reference: "I-200", amount: 10, captured: true, queued: false };
    const large = { source_key: "201", reference: "I-201", amount: 2000, captured: true, queued: true };
    expect(await trace("I-200")).toEqual([
      { ...small, visible: false, waits_for: "scheduled_refresh", refresh_id: null },
    ]);
    expect(await trace("201")).toEqual([
      { ...large, visible: false, waits_for: "event_refresh", refresh_id: null },
    ]);
    const [run] = await sql()`select refresh_id from frescura.refresh('item', 'test')`;
    const done = { visible: true, waits_for: null, refresh_id: run!.refresh_id };
    expect(await trace("I-200")).toEqual([{ ...small, ...done }]);
    expect(await trace("201")).toEqual([{ ...large, ...done }]);
    // Gone from the ledger, the row itself tells.
    await sql()`select frescura.refresh('item', 'test')`;
    expect(await prune(sql(), "item")).toBe(0);
    expect(await trace("I-200")).toMatchObject([{ visible: true, refresh_id: run!.refresh_id }]);
    expect(await trace("nobody's")).toEqual([]);
    await change("update item set amount = 11 where id = 200");
    expect(await trace("I-200")).toMatchObject([
      { visible: false, amount: 11, waits_for: "scheduled_refresh" },
    ]);
    await change("delete from frescura.refresh_triggers");
  });
});

describe("the verification", () => {
  const verification = (percent = 100) =>
    sql()`select rows_checked::integer as rows, differing_keys::integer as differing, keys from frescura.verify('item', ${percent})`.then(
      ([row]) => row!,
    );
  const size = async () => (await sql()`select count(*)::integer as count from item`)[0]!.count;

  test("finds nothing in a view that is as of now, and nothing where the ledger says pending", async () => {
    await takeBaseline(sql(), "item");
    expect(await verification()).toEqual({ rows: await size(), differing: 0, keys: [] });
    await change(
      "insert into item values (300, 'r1', 1); update item set amount = 77 where id = 1; delete from item where id = 3",
    );
    expect(await verification()).toEqual({ rows: await size(), differing: 0, keys: [] });
  });

  test("of a tenth a day gets round in ten days: each key in one of them", async () => {
    await takeBaseline(sql(), "item");
    const rows = await sql()`
      select n, d.rows_checked::integer as rows
        from generate_series(0, 9) n cross join lateral frescura.drift(frescura.view_id('item'), 10, n * 10) d order by n`;
    expect(rows.reduce((sum, row) => sum + row.rows, 0)).toBe(await size());
    // By the day of the verification in the view's time zone.
    const [today] = await sql()`
      select mod(to_char(a.started_at at time zone v.time_zone, 'J')::integer, 10) as tenth, a.rows_checked::integer as rows
        from frescura.views v cross join lateral frescura.verify(v.slug, 10) a where v.slug = 'item'`;
    expect(today!.rows).toBe(rows[today!.tenth]!.rows);
  });

  test("cannot blame anyone while a whole source counts as changed", async () => {
    await sql().begin(async (tx) => {
      await tx.unsafe(
        "create temp table kept on commit drop as table item; truncate item; insert into item select * from kept where id <> 1",
      );
    });
    expect(await verification()).toEqual({ rows: 0, differing: 0, keys: [] });
    await takeBaseline(sql(), "item");
  });

  test("finds what was written past a capture that was off, though the fingerprint was falsified", async () => {
    await change(`
      alter table item disable trigger user; update item set amount = 12345 where id in (5, 7); delete from item where id = 8;
      insert into item values (400, 'r1', 1);
      select frescura.make_capture(id) from frescura.view_sources where source_name = 'item';
      alter table item enable trigger user;
      select frescura.make_capture(id) from frescura.view_sources where source_name = 'item';
      update frescura.tracking set capture_digest = frescura.capture_digest(view_id)`);
    expect(await pending(sql(), "item")).toEqual([]);
    await change("update item set amount = 1 where id = 10");
    expect(await verification()).toEqual({ rows: await size(), differing: 4, keys: [[5], [7], [8], [400]] });
    expect(
      await sql()`select differing_keys::integer from frescura.verifications order by id desc limit 1`,
    ).toEqual([{ differing_keys: 4 }]);
    await takeBaseline(sql(), "item", "region");
    expect(await verification()).toMatchObject({ differing: 0 });
  });

  test("finds a wrong mapping", async () => {
    await change(
      "select frescura.track('item', 'item', array['r.id + 1'], 'r.amount', 'r.currency', p_trial => false)",
    );
    await takeBaseline(sql(), "item");
    await change("update item set amount = 4321 where id = 5");
    expect(await verification()).toMatchObject({ differing: 1, keys: [[5]] });
    await change("select frescura.track('item', 'item', array['r.id'], 'r.amount', 'r.currency')");
    await takeBaseline(sql(), "item");
  });

  test("of a sample looks at that share, on one day always the same", async () => {
    const share = () =>
      sql()`select rows_checked::integer as rows from frescura.drift(frescura.view_id('item'), 30, 20)`;
    const [some] = await share();
    expect(await share()).toEqual([some]);
    expect(some!.rows).toBeLessThan(await size());
    await expect(verification(0)).rejects.toMatchObject({ code: "22023" });
    await expect(verification(101)).rejects.toMatchObject({ code: "22023" });
  });
});
