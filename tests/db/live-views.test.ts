import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { uninstall } from "@/db/uninstall";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { expectExact, takeBaseline } from "@/tests/support/ledger/lab";
import { TestRoles } from "@/tests/support/roles";

let database: TestDatabase;
let roles: TestRoles;
const sql = () => database.sql;
const change = (text: string) => sql().unsafe(text);

beforeAll(async () => {
  database = await createDatabase();
  roles = new TestRoles(sql());
  await change("create schema ventas");
});
afterAll(async () => {
  await roles.drop();
  await database.drop();
});

/** A table and a registered view over it, by the name of the view. */
async function makeView(view: string, slug = view): Promise<void> {
  const [schema, name] = view.includes(".") ? view.split(".") : ["public", view];
  await change(`
    create table if not exists "${schema}"."${name} rows" (id integer primary key, total numeric, note text);
    insert into "${schema}"."${name} rows" select g, g * 10, 'n' from generate_series(1, 5) g;
    create materialized view "${schema}"."${name}" as select id, total, note from "${schema}"."${name} rows";
    create unique index on "${schema}"."${name}" (id);
    select frescura.register('"${schema}"."${name}"', '${slug}')`);
}

const track = (slug: string, table: string, live?: string) =>
  sql()`select frescura.track(${slug}, ${table}, array['r.id'], p_live => ${live ?? null})`;

const liveView = async (slug: string) => {
  const [row] =
    await sql()`select live_view from frescura.tracking where view_id = frescura.view_id(${slug})`;
  return row?.live_view as string | undefined;
};

const kindOf = async (name: string) => {
  const [row] =
    await sql()`select c.relkind::text as kind from pg_class c where c.oid = to_regclass(${name})`;
  return row?.kind as string | undefined;
};

const dryRun = async (slug: string, table: string, live?: string) => {
  const [row] = await sql()`
    select live_view, live_taken_by, live_suggestion
      from frescura.track_check(${slug}, ${table}, array['r.id'], p_live => ${live ?? null})`;
  return row!;
};

describe("a name that is taken", () => {
  test.each([
    ["view", "create view shipment_live as select 'his' as mine", "v", "view shipment_live"],
    ["table", "create table shipment_live (mine text)", "r", "table shipment_live"],
    ["sequence", "create sequence shipment_live", "S", "sequence shipment_live"],
    [
      "index",
      `create table shelf (id integer); create index shipment_live on shelf (id)`,
      "i",
      "index shipment_live",
    ],
    ["type", "create type shipment_live as enum ('a')", undefined, "type shipment_live"],
    [
      "foreign table",
      `create extension if not exists file_fdw; create server if not exists files foreign data wrapper file_fdw;
       create foreign table shipment_live (mine text) server files options (filename '/dev/null')`,
      "f",
      "foreign table shipment_live",
    ],
  ])(
    "by the customer's own %s is refused, with another one, and left as it is",
    async (kind, make, relkind, words) => {
      await makeView("shipment");
      await change(make);
      try {
        expect(await dryRun("shipment", "shipment rows")).toEqual({
          live_view: "public.shipment_live",
          live_taken_by: words,
          live_suggestion: "shipment_live_2",
        });
        await expect(track("shipment", "shipment rows")).rejects.toMatchObject({
          code: "42P07",
          column_name: "live",
          message: `the live view cannot be called public.shipment_live: that is ${words}`,
          hint: expect.stringContaining("shipment_live_2"),
        });
        expect(await kindOf("shipment_live")).toBe(relkind);
        expect(
          await sql()`select from pg_trigger where tgname like 'frescura_capture_%' and tgrelid = 'public."shipment rows"'::regclass`,
        ).toHaveLength(0);

        await track("shipment", "shipment rows", "shipment_live_2");
        await takeBaseline(sql(), "shipment");
        await change(`update "shipment rows" set total = 1 where id = 1`);
        await expectExact(sql(), "shipment");
        await sql()`select frescura.untrack('shipment')`;
        expect(await kindOf("shipment_live")).toBe(relkind);
        expect(await kindOf("shipment_live_2")).toBeUndefined();
      } finally {
        await change(`
        select frescura.unregister('shipment'); drop materialized view shipment; drop table "shipment rows";
        drop ${kind} shipment_live`);
      }
    },
  );

  test("by the live view of another one is refused, either way round", async () => {
    await makeView("inv");
    await makeView("inv_mv", "stock");
    await track("stock", "inv_mv rows");
    expect(await dryRun("inv", "inv rows")).toEqual({
      live_view: "public.inv_live",
      live_taken_by: "the live view of stock",
      live_suggestion: "inv_live_2",
    });
    await expect(track("inv", "inv rows")).rejects.toThrow(/that is the live view of stock/);
    await track("inv", "inv rows", "inv_now");
    await takeBaseline(sql(), "inv", "stock");
    await sql()`select frescura.untrack('stock')`;
    await track("inv", "inv rows", "inv_live");
    await expect(track("stock", "inv_mv rows")).rejects.toMatchObject({
      hint: expect.stringContaining("inv_mv_live"),
    });
    await sql()`select frescura.unregister('stock')`;
    expect(await kindOf("inv_live")).toBe("v");
    await takeBaseline(sql(), "inv");
  });

  test("in another schema is no hindrance", async () => {
    await makeView("lot");
    await makeView("ventas.lot", "lot-sales");
    await track("lot", "lot rows");
    await track("lot-sales", "ventas.lot rows");
    await takeBaseline(sql(), "lot", "lot-sales");
    expect(await liveView("lot-sales")).toBe("ventas.lot_live");
    await sql()`select frescura.untrack('lot')`;
    expect(await kindOf("ventas.lot_live")).toBe("v");
    expect(await kindOf("public.lot_live")).toBeUndefined();
  });

  test("since ours was dropped is not taken over: neither by a refresh, nor by migrating, nor by untracking", async () => {
    await makeView("crate");
    await track("crate", "crate rows");
    await takeBaseline(sql(), "crate");
    await change("drop view crate_live; create view crate_live as select 'his' as mine");
    await sql()`select frescura.refresh('crate', 'test')`;
    await sql()`select frescura.renew_capture()`;
    await sql()`select frescura.follow_grants()`;
    expect(await sql()`select * from crate_live`).toEqual([{ mine: "his" }]);
    expect(await sql()`select served_from from frescura.read_plan('crate', 'live')`).toEqual([
      { served_from: "failed" },
    ]);
    await track("crate", "crate rows", "crate_now");
    await takeBaseline(sql(), "crate");
    await sql()`select frescura.untrack('crate')`;
    expect(await sql()`select * from crate_live`).toEqual([{ mine: "his" }]);
    expect(await kindOf("crate_now")).toBeUndefined();
  });
});

describe("the name of the live view", () => {
  test("is a choice, which can be changed, and stays with what was built on it", async () => {
    await makeView("pallet");
    await track("pallet", "pallet rows", 'Palés "ahora"');
    expect(await liveView("pallet")).toBe('public."Palés ""ahora"""');
    await change('create view on_it as select count(*)::integer as rows from "Palés ""ahora"""');
    await track("pallet", "pallet rows", "pallet_now");
    expect(await liveView("pallet")).toBe("public.pallet_now");
    await track("pallet", "pallet rows");
    expect(await liveView("pallet")).toBe("public.pallet_now");
    expect(await sql()`select rows from on_it`).toEqual([{ rows: 5 }]);
    await expect(sql()`select frescura.untrack('pallet')`).rejects.toThrow(/depend/);
    await change("drop view on_it");
    await takeBaseline(sql(), "pallet");
  });

  test.each(["", "x".repeat(64), "é".repeat(32)])(
    "must be one that PostgreSQL takes whole: %s",
    async (name) => {
      await expect(track("pallet", "pallet rows", name)).rejects.toMatchObject({
        code: "42602",
        column_name: "live",
      });
    },
  );

  test("is cut so that its ending stays", async () => {
    const long = "é".repeat(31);
    await change(`create table "long rows" (id integer primary key, total numeric)`);
    await change(`create materialized view "${long}" as select id, total from "long rows";
      create unique index on "${long}" (id); select frescura.register('${long}', 'long')`);
    await track("long", "long rows");
    expect(await liveView("long")).toBe(`public."${"é".repeat(29)}_live"`);
    await takeBaseline(sql(), "long");
  });

  test("given by the customer counts: renamed or moved it is still ours", async () => {
    await makeView("bin");
    await track("bin", "bin rows");
    await takeBaseline(sql(), "bin");
    await change("alter view bin_live rename to bin_now; alter view bin_now set schema ventas");
    await change('update "bin rows" set total = 77 where id = 2');
    expect(await sql()`select known from frescura.tracking_status(frescura.view_id('bin'))`).toEqual([
      { known: true },
    ]);
    expect(await sql()`select served_from, relation from frescura.read_plan('bin', 'live')`).toEqual([
      { served_from: "live", relation: "ventas.bin_now" },
    ]);
    // Somebody else takes the name that it had.
    await change("create table bin_live (mine text)");
    await sql()`select frescura.follow_grants()`;
    expect(await liveView("bin")).toBe("ventas.bin_now");
    await expectExact(sql(), "bin");
    await sql()`select frescura.refresh('bin', 'test')`;
    await sql()`select frescura.renew_capture()`;
    await expectExact(sql(), "bin");
    await sql()`select frescura.untrack('bin')`;
    expect(await kindOf("ventas.bin_now")).toBeUndefined();
    expect(await kindOf("bin_live")).toBe("r");
  });

  test("a key that changes takes nothing along that is not ours", async () => {
    await makeView("drum");
    await track("drum", "drum rows");
    await change("create view of_drum as select id from drum_live");
    await change("drop index drum_id_idx; create unique index on drum (id, total)");
    const again = () => sql()`select frescura.track('drum', 'drum rows', array['r.id', 'r.total'])`;
    await expect(again()).rejects.toThrow(/of_drum|depend/);
    expect(await kindOf("of_drum")).toBe("v");
    await change("drop view of_drum");
    await again();
    await takeBaseline(sql(), "drum");
  });
});

describe("rights on the live view", () => {
  const may = async (role: string, privilege = "select", relation = "till_live") => {
    const [row] = await sql()`select has_table_privilege(${role}, ${relation}, ${privilege}) as may`;
    return row!.may as boolean;
  };
  const readsAs = async (role: string, columns = "count(*)") =>
    await sql()
      .begin(async (tx) => {
        await tx`set local role ${tx(role)}`;
        await tx.unsafe(`select ${columns} from till_live`);
        return "read";
      })
      .catch((error) => error.code as string);
  const upkeep = () => sql()`call frescura.upkeep('test')`;

  test("follow those on the view, at tracking and at the next upkeep", async () => {
    const [early, late, partly] = [
      await roles.create("early"),
      await roles.create("late"),
      await roles.create("partly"),
    ];
    await makeView("till");
    await change(`grant select on till to ${early}`);
    await track("till", "till rows");
    await takeBaseline(sql(), "till");
    expect([await may(early), await may(late)]).toEqual([true, false]);
    expect(await readsAs(early)).toBe("read");

    await change(
      `grant select on till to ${late}; grant select (id) on till to ${partly}; revoke select on till from ${early}`,
    );
    await upkeep();
    expect([await may(early), await may(late), await may(partly)]).toEqual([false, true, false]);
    expect(await readsAs(late)).toBe("read");
    expect([await readsAs(partly, "id"), await readsAs(partly, "total")]).toEqual(["read", "42501"]);
    // It holds nothing of ours any more, so that its owner can drop it.
    await change(`drop role ${early}; create role ${early}`);

    await change(`revoke select (id) on till from ${partly}; revoke all on till from ${late}`);
    await upkeep();
    expect([await may(late), await readsAs(partly, "id")]).toEqual([false, "42501"]);
  });

  test("the owner of the view reads it too, and a new owner in his place", async () => {
    const [first, second] = [await roles.create("first"), await roles.create("second")];
    await change(
      `grant create on schema public to ${first}, ${second}; alter materialized view till owner to ${first}`,
    );
    await upkeep();
    expect([await may(first), await readsAs(first)]).toEqual([true, "read"]);
    await change(`alter materialized view till owner to ${second}`);
    await upkeep();
    expect([await may(first), await may(second)]).toEqual([false, true]);
  });

  test("for everyone come and go the same way", async () => {
    const anyone = await roles.create("anyone");
    await change("grant select on till to public");
    await upkeep();
    expect([await may(anyone), await readsAs(anyone)]).toEqual([true, "read"]);
    await change("revoke select on till from public");
    await upkeep();
    expect(await may(anyone)).toBe(false);
  });

  test("what somebody granted on the live view alone stays, through new columns too", async () => {
    const [direct, writer] = [await roles.create("direct"), await roles.create("writer")];
    await change(`grant select on till_live to ${direct}; grant references on till_live to ${writer}`);
    await upkeep();
    expect([await may(direct), await may(writer, "references")]).toEqual([true, true]);
    await change(`
      drop materialized view till cascade;
      create materialized view till as select id, note, total from "till rows";
      create unique index on till (id);
      grant select on till to ${direct}`);
    await track("till", "till rows");
    await upkeep();
    expect(await may(direct)).toBe(true);
  });

  test("one view that cannot be changed is no trouble of the others", async () => {
    const reader = await roles.create("reader");
    await makeView("chest");
    await track("chest", "chest rows");
    await change(`grant select on till to ${reader}; grant select on chest to ${reader}`);
    await change("update frescura.tracking set live_grants = '7' where live_view = 'public.chest_live'");
    await upkeep();
    expect(await may(reader)).toBe(true);
    await change("update frescura.tracking set live_grants = null where live_view = 'public.chest_live'");
    await upkeep();
    expect(await may(reader, "select", "chest_live")).toBe(true);
  });
});

test("uninstalling drops those that are ours, whatever they are called, and nothing else", async () => {
  await makeView("barrel");
  await track("barrel", "barrel rows");
  await change(
    "alter view barrel_live rename to barrel_now; create view barrel_live as select 'his' as mine",
  );
  await uninstall(database.url);
  expect(await kindOf("barrel_now")).toBeUndefined();
  expect(await sql()`select * from barrel_live`).toEqual([{ mine: "his" }]);
  expect(await kindOf("till_live")).toBeUndefined();
});
