import { afterAll, beforeAll, expect, test } from "vitest";
import { definitionAnswer, graphAnswer } from "@/lib/contract/graph";
import { type Api, call, read, startApi } from "@/tests/support/api";

let api: Api;

beforeAll(async () => {
  api = await startApi();
  await api.database.sql.unsafe(`
    create schema reports;
    create table sale (id int primary key, total numeric) partition by range (id);
    create table sale_1 partition of sale for values from (0) to (100);
    create materialized view base_mv as select id, total from sale;
    create view between_them as select id, total from base_mv where total > 0;
    create materialized view reports."Top of all" as select b.id, b.total, c.folio from between_them b join cpg_pos c on c.id = b.id;
    create materialized view unknown_mv as select 1 as n;
    create materialized view last_mv as select t.id, u.n from reports."Top of all" t, unknown_mv u;
    select frescura.register('last_mv', p_title => 'Last'); select frescura.register('reports."Top of all"', 'top', p_title => 'Top'); select frescura.register('base_mv', p_title => 'Base');
    update frescura.views set follows_upstream = true where slug = 'top'`);
});
afterAll(() => api.stop());

const get = async (path: string) =>
  await read(await call("GET", `/api/v1/mv/graph${path}`, { token: await api.token("ceo") }));

test("the graph has every view after those it reads, through plain views too", async () => {
  const { status, body } = await get("");
  expect(status, JSON.stringify(body)).toBe(200);
  expect(graphAnswer.parse(body)).toEqual(body);
  expect(body.views).toEqual([
    { slug: "base", title: "Base", depth: 0, upstreams: [], follows_upstream: false },
    {
      slug: "universal-transactions",
      title: expect.any(String),
      depth: 0,
      upstreams: [],
      follows_upstream: false,
    },
    { slug: "top", title: "Top", depth: 1, upstreams: ["base"], follows_upstream: true },
    { slug: "last", title: "Last", depth: 2, upstreams: ["top"], follows_upstream: false },
  ]);
});

test("a view is made of its definition, all that it reads, and what reads it", async () => {
  const { status, body } = await get("/top");
  expect(status, JSON.stringify(body)).toBe(200);
  expect(definitionAnswer.parse(body)).toEqual(body);
  expect(body.definition).toContain("JOIN cpg_pos c ON c.id = b.id");
  expect(body).toMatchObject({
    slug: "top",
    follows_upstream: true,
    sources: [
      { name: "base_mv", kind: "materialized_view", slug: "base", title: "Base" },
      { name: "between_them", kind: "view", slug: null },
      { name: "cpg_pos", kind: "table", slug: null },
    ],
    read_by: [{ slug: "last", title: "Last" }],
  });
  expect((await get("/base")).body).toMatchObject({ sources: [{ name: "sale", kind: "table" }] });
});

test("a materialized view that is not registered is named, without an address", async () => {
  expect((await get("/last")).body.sources).toContainEqual({
    name: "unknown_mv",
    kind: "materialized_view",
    slug: null,
    title: null,
  });
});

test("a view that does not exist any more has no definition, and an unknown one is 404", async () => {
  await api.database.sql.unsafe("drop materialized view last_mv");
  expect((await get("/last")).body).toMatchObject({
    slug: "last",
    definition: null,
    sources: [],
    read_by: [],
  });
  expect(await get("/none")).toMatchObject({ status: 404, body: { code: "unknown_view" } });
});
