import getPort from "get-port";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "@/db/client";
import { createDatabase, type TestDatabase } from "@/tests/support/database";

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase({ template: "empty" });
});
afterAll(() => database.drop());

/** The address of the tests' database with other places or parameters. */
async function addressWith(change: (parts: { login: string; place: string; name: string }) => string) {
  const { username, password, host, pathname } = new URL(database.url);
  return change({ login: `${username}:${password}`, place: host, name: pathname.slice(1) });
}

async function answer(url: string, query = "select current_database() as it"): Promise<unknown> {
  const sql = connect(url, "frescura tests", 1);
  try {
    const [row] = await sql.unsafe(query);
    return row?.it;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

const name = async () => (await database.sql`select current_database() as it`)[0]!.it as string;

test.each<[string, (parts: { login: string; place: string; name: string }) => string]>([
  [
    "what other clients write for themselves",
    ({ login, place, name }) => `postgres://${login}@${place}/${name}?schema=sales&connection_limit=1`,
  ],
  ["the database as a parameter", ({ login, place, name }) => `postgres://${login}@${place}?dbname=${name}`],
  [
    "everything as parameters",
    ({ login, place, name }) => {
      const [user, password] = login.split(":");
      const [host, port] = place.split(":");
      return `postgresql://?host=${host}&port=${port}&user=${user}&password=${password}&dbname=${name}`;
    },
  ],
  [
    "TLS where there is some",
    ({ login, place, name }) => `postgres://${login}@${place}/${name}?sslmode=prefer`,
  ],
  [
    "a session that writes",
    ({ login, place, name }) => `postgres://${login}@${place}/${name}?target_session_attrs=read-write`,
  ],
])("an address with %s leads there", async (_what, change) => {
  expect(await answer(await addressWith(change))).toBe(await name());
});

test("of several hosts the one that answers is taken", async () => {
  const nobody = await getPort({ host: "127.0.0.1" });
  const url = await addressWith(
    ({ login, place, name }) => `postgres://${login}@127.0.0.1:${nobody},${place}/${name}`,
  );
  expect(await answer(url)).toBe(await name());
});

test("by its own word a pooler is sent no settings that it refuses", async () => {
  await database.sql.unsafe(
    "do $$ begin execute format('alter database %I set search_path = sales', current_database()); end $$",
  );
  const path = (more: string) =>
    answer(`${database.url}${more}`, "select current_setting('search_path') as it");
  expect(await path("")).toBe("public");
  expect(await path("?pgbouncer=true")).toBe("sales");
});

test("TLS that is required and not there is no reason to go without", async () => {
  const [row] = await database.sql`show ssl`;
  expect(row).toEqual({ ssl: "off" });
  await expect(answer(`${database.url}?sslmode=require`)).rejects.toThrow();
});
