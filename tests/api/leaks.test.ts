import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { OPERATION_LIST } from "@/lib/contract/operations";
import { createLogger } from "@/server/log";
import { type Api, call, newToken, read, startApi } from "@/tests/support/api";

let api: Api;
const lines: string[] = [];
const store = globalThis as typeof globalThis & { __frescuraLog?: unknown };
beforeAll(async () => {
  api = await startApi();
  store.__frescuraLog = createLogger("trace", { write: (line) => void lines.push(line) });
});
afterAll(async () => {
  store.__frescuraLog = undefined;
  await api.stop();
});

/** Every path with something in its place holders, and a body where one is asked for. */
const ROUTES = OPERATION_LIST.filter(
  ({ media, undocumented }) => media !== "text/event-stream" && !undocumented,
).map(({ method, path, body }) => ({
  name: `${method} ${path}`,
  method,
  path: path.replaceAll("{view}", "universal-transactions").replaceAll(/\{\w+\}/g, "1"),
  body: body && "{}",
}));

test("a customer's row that PostgreSQL quotes reaches neither an answer nor the log", async () => {
  const { sql } = api.database;
  lines.length = 0;
  const canary = "canary-5151-5151";
  await sql.unsafe(`alter table frescura.users add column card text unique`);
  await sql`insert into frescura.users (email, name, role, password_hash, card) values ('a@frescura.test', 'A', 'ceo', 'x', ${canary})`;
  // Every use of a token now breaks a constraint of a row that holds the canary.
  await sql.unsafe(`
    create function spill() returns trigger language plpgsql as $$
    begin insert into frescura.users (email, name, role, password_hash, card) values ('b@frescura.test', 'B', 'ceo', 'x', '${canary}'); return new; end $$;
    create trigger spill before update on frescura.tokens for each row execute function spill();
    update frescura.tokens set last_used_at = null where false`);
  const answer = await call("GET", "/api/v1/me", { token: await newToken("ceo", "spills") });
  expect(await answer.text()).not.toContain(canary);
  expect(lines.join("")).toContain("23505");
  expect(lines.join("")).not.toContain(canary);
  await sql`drop trigger spill on frescura.tokens`;
  await sql`drop function spill()`;
});

test("a line break in a name makes no line of its own in the log", async () => {
  lines.length = 0;
  createLogger("info", { write: (line) => void lines.push(line) }).info(
    { view: 'a\n{"level":60,"msg":"forged"}' },
    "b\nc",
  );
  expect(lines).toHaveLength(1);
  expect(lines[0]!.trimEnd()).not.toContain("\n");
});

test("what was done stays on record: the application's own role cannot change or remove it", async () => {
  const { sql } = api.database;
  await sql`insert into frescura.audit_log (actor, action, target) values ('user:a', 'view.refresh', 'x')`;
  for (const change of [
    `update frescura.audit_log set actor = 'user:b'`,
    `delete from frescura.audit_log`,
    `truncate frescura.audit_log`,
    `delete from frescura.audit_log where false`,
  ]) {
    await expect(sql.unsafe(change), change).rejects.toMatchObject({ code: "42501" });
    const asReplica = sql.begin((tx) => [
      tx`set local session_replication_role = replica`,
      tx.unsafe(change),
    ]);
    await expect(asReplica, change).rejects.toMatchObject({ code: "42501" });
  }
  expect(await sql`select actor from frescura.audit_log where target = 'x'`).toEqual([{ actor: "user:a" }]);
});

describe("when the database fails under it", () => {
  beforeAll(async () => {
    // Whatever is asked for is gone, but for what tells who asks.
    await api.token("admin");
    await api.database.sql.unsafe(`
      do $$ declare it record; begin
        for it in select oid::regprocedure as name, proname from pg_proc
                   where pronamespace = 'frescura'::regnamespace and prokind in ('f', 'p') loop
          execute format('alter routine %s rename to %I', it.name, 'away_' || left(it.proname, 50));
        end loop;
        for it in select oid::regclass as name, relname, relkind from pg_class
                   where relnamespace = 'frescura'::regnamespace and relkind = 'r' and relname not like '\\_\\_%'
                     and relname not in ('tokens', 'users') loop
          execute format('alter table %s rename to %I', it.name, 'away_' || left(it.relname, 50));
        end loop;
      end $$`);
  });

  test.each(ROUTES)("$name tells nothing of it", async ({ method, path, body }) => {
    const { status, body: answer } = await read(
      await call(method, path, { token: await api.token("admin"), ...(body && { body }) }),
    );
    // Some are refused before they ask the database anything.
    if (status < 400) expect(path).toMatch(/\/(me|openapi\.json|cache|users|tokens)$/);
    const text = JSON.stringify(answer);
    expect(text).not.toMatch(
      /away_|relation|function public|does not exist|PostgresError|node_modules|at async|SQLSTATE/,
    );
    if (status >= 500) expect(answer.reference).toMatch(/^[0-9a-f-]{36}$/);
  });
});
