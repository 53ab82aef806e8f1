import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startEmbedded } from "@/db/embedded";
import { frescura } from "@/tests/support/cli";
import { npmFrescura } from "@/tests/support/cli-process";
import { createDatabase, type TestDatabase } from "@/tests/support/database";

let database: TestDatabase;
let home: string;

beforeAll(async () => {
  database = await createDatabase();
  await database.sql`create materialized view loose as select 1 as n`;
  home = mkdtempSync(join(tmpdir(), "frescura-cli-"));
  // As root the server runs as another account, which has to pass through.
  chmodSync(home, 0o711);
});
afterAll(async () => {
  rmSync(home, { recursive: true, force: true });
  await database.drop();
});

describe("bad usage or input ends with 2 and says what to write", () => {
  test.each([
    ["no command", [], "Usage: frescura"],
    ["an unknown command", ["refrsh"], "unknown command 'refrsh'"],
    ["an unknown option", ["health", "--verbose"], "unknown option '--verbose'"],
    ["a missing argument", ["refresh"], "missing required argument 'slug'"],
    ["too many arguments", ["migrate", "now"], "too many arguments"],
    ["a missing option", ["token", "create", "--role", "cfo"], "--name"],
    [
      "an unknown role",
      ["token", "create", "--role", "boss", "--name", "n"],
      "Allowed choices are admin, cfo, ceo, ops.",
    ],
    ["a token's id that is none", ["token", "revoke", "x"], "Give its number"],
    [
      "a duration without a unit",
      ["views", "register", "v", "--sla", "60"],
      '"60" has no unit. Write 60s, 60m or 60h',
    ],
    [
      "a duration that is none",
      ["views", "register", "v", "--sla", "soon"],
      "Write a whole number and a unit",
    ],
    [
      "a view that is not there",
      ["views", "register", "nowhere"],
      'There is no materialized view "nowhere".',
    ],
    [
      "a table in a view's place",
      ["views", "register", "cpg_pos"],
      '"cpg_pos" is a table. Only materialized views',
    ],
    [
      "a hostile name",
      ["views", "register", 'x"; drop table frescura.views; --'],
      "There is no materialized view",
    ],
    ["an unknown time zone", ["views", "register", "loose", "--time-zone", "Mars/Olympus"], "IANA name"],
    ["a slug that is none", ["views", "register", "loose", "--slug", "Not a slug"], "single hyphens"],
    ["an unknown view", ["refresh", "nothing"], "views list"],
    ["an unknown view to examine", ["doctor", "nothing"], "views list"],
    ["an address that is none", ["user", "create", "--email", "x", "--name", "X", "--role", "ops"], "email"],
  ])("%s", async (_what, args, words) => {
    const run = await frescura(args, { DATABASE_URL: database.url });
    expect(run).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining(words) });
    expect(run.stderr).not.toMatch(/^ +at /m);
  });

  test("what is registered already ends with 1", async () => {
    const run = await frescura(["views", "register", "universal_transactions_mv"], {
      DATABASE_URL: database.url,
    });
    expect(run).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('registered already, as "universal-transactions"'),
    });
  });
});

test("a process of its own ends by itself, with that code, and has its streams apart", async () => {
  const shell = { DATABASE_URL: database.url };
  const account = ["user", "create", "--email", "c@example.com", "--name", "C", "--role", "cfo"];
  const create = (password: string) => npmFrescura([...account, "--password-stdin"], shell, `${password}\n`);
  expect(await create("short")).toMatchObject({
    code: 2,
    stdout: "",
    stderr: expect.stringContaining("fewer than 12 characters"),
  });
  expect(await create("correct horse battery")).toEqual({
    code: 0,
    stdout: "c@example.com may sign in as cfo.\n",
    stderr: "",
  });
  expect(await create("correct horse battery")).toMatchObject({ code: 1, stdout: "" });
});

test("--help ends with 0 and tells the exit codes", async () => {
  const run = await frescura(["--help"]);
  expect(run).toMatchObject({
    code: 0,
    stderr: "",
    stdout: expect.stringMatching(/Exit codes: 0 .* 1 .* 2 /),
  });
});

describe("the database", () => {
  test("by option, which goes before the variable", async () => {
    const wrong = { DATABASE_URL: "postgres://nobody@127.0.0.1:1/nothing" };
    const run = await frescura(["--database-url", database.url, "views", "list", "--json"], wrong);
    expect(run.code).toBe(0);
    expect((await frescura(["views", "list", "--database-url", database.url], wrong)).code).toBe(0);
  });

  test("that does not answer ends with 1 and names the place, without a stack unless asked", async () => {
    const env = { DATABASE_URL: "postgres://me:secret@127.0.0.1:1/nothing" };
    const run = await frescura(["health"], env);
    expect(run).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("127.0.0.1:1 does not answer (ECONNREFUSED)"),
    });
    expect(run.stderr).not.toMatch(/^ +at |secret/m);
    expect((await frescura(["health"], { ...env, DEBUG: "1" })).stderr).toMatch(/^ +at /m);
  });

  test("that is not there ends with 1 and the database's own words", async () => {
    const url = new URL(database.url);
    url.pathname = "/frescura_no_such_database";
    const run = await frescura(["health"], { DATABASE_URL: url.href });
    expect(run).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('database "frescura_no_such_database" does not exist (3D000)'),
    });
  });

  test.each([
    ["an option", ["--database-url", "mysql://x"], {}, "--database-url is not a PostgreSQL URL"],
    ["a variable", [], { DATABASE_URL: "localhost" }, "DATABASE_URL is not a PostgreSQL URL"],
  ])("in %s that is none ends with 2", async (_what, args, env, words) => {
    const run = await frescura([...args, "health"], env);
    expect(run).toMatchObject({ code: 2, stderr: expect.stringContaining(words) });
  });

  test("nowhere: ends with 2 and says what to set; the embedded one where it runs", async () => {
    const env = { FRESCURA_DATA_DIR: home };
    const none = await frescura(["health"], env);
    expect(none).toMatchObject({ code: 2, stdout: "" });
    for (const way of ["DATABASE_URL", "npm start", "--database-url"]) expect(none.stderr).toContain(way);

    const server = await startEmbedded({ dataDir: join(home, "pg"), durable: false, onLog: () => {} });
    try {
      expect(await frescura(["migrate"], env)).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/^frescura: /),
      });
      expect(await frescura(["health"], env)).toMatchObject({
        code: 0,
        stdout: expect.stringContaining("No view is registered"),
      });
    } finally {
      await server.stop();
    }
  });
});
