import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { AddressError, parseAddress, withoutLogin } from "@/db/address";
import { loadEnv } from "@/server/env";

const at = (text: string) => parseAddress(text);

describe("the address of a database", () => {
  test.each([
    [
      "postgres://u:p@db.example:6000/erp",
      { hosts: ["db.example"], ports: [6000], database: "erp", user: "u", password: "p" },
    ],
    [
      "postgresql://db.example/erp",
      { hosts: ["db.example"], ports: [5432], user: undefined, password: undefined },
    ],
    ["postgres://u@/erp", { hosts: ["localhost"], user: "u", password: undefined }],
    ["postgres://u:@h/erp", { password: "" }],
    [
      "postgres://u%40corp:p%40ss%2Fw%3Ard%25@h/my%20db",
      { user: "u@corp", password: "p@ss/w:rd%", database: "my db" },
    ],
    ["postgres://u:p@ss@h/d", { user: "u", password: "p@ss", hosts: ["h"] }],
    ["postgres://u:a:b@h/d", { password: "a:b" }],
    ["postgres://u@[::1]:6000/d", { hosts: ["::1"], ports: [6000] }],
    ["postgres://u@[2001:db8::1]/d", { hosts: ["2001:db8::1"], ports: [5432] }],
    ["postgres:///d?host=/var/run/postgresql", { hosts: ["/var/run/postgresql"], ports: [5432] }],
    ["postgres://u@localhost/d?host=/tmp&port=6000", { hosts: ["/tmp"], ports: [6000] }],
    ["postgres://%2Fvar%2Frun%2Fpg/d", { hosts: ["/var/run/pg"] }],
    [
      "postgres://u:p@a:1,b:2,[::1]:3/d?target_session_attrs=read-write",
      { hosts: ["a", "b", "::1"], ports: [1, 2, 3], targetSession: "read-write" },
    ],
    ["postgres://u:p@/d?host=a,b&port=6000", { hosts: ["a", "b"], ports: [6000, 6000] }],
    ["postgres://h/d?user=u&password=p%26q&dbname=e", { user: "u", password: "p&q", database: "e" }],
    ["postgres://h/d?sslmode=disable", { ssl: false }],
    ["postgres://h/d", { ssl: false }],
    ["postgres://h/d?sslmode=prefer", { ssl: "prefer" }],
    ["postgres://h/d?sslmode=require", { ssl: "require" }],
    ["postgres://h/d?ssl=true", { ssl: "require" }],
    ["postgres://h/d?sslmode=verify-full", { ssl: { rejectUnauthorized: true, ca: undefined } }],
    ["postgres://h/d?sslrootcert=system", { ssl: { rejectUnauthorized: true } }],
    [
      "postgres://h/d?pgbouncer=true&connection_limit=1",
      { pooled: true, notes: [expect.stringContaining("connection_limit")] },
    ],
    [
      "postgres://h/d?schema=sales",
      { notes: ["schema is left unheeded: all of Frescura stands in the schema frescura"] },
    ],
    [
      "postgres://h/d?sslmode=require&channel_binding=require",
      { ssl: "require", notes: [expect.stringContaining("channel_binding")] },
    ],
    [
      "postgres://h/d?connect_timeout=3&options=-c%20geqo%3Doff",
      { connectTimeoutSeconds: 3, options: "-c geqo=off" },
    ],
  ])("%s", (text, expected) => {
    expect(at(text)).toMatchObject(expected);
  });

  test("verify-ca asks whose certificate it is, and not whose name it bears; require with one does the same", () => {
    const home = mkdtempSync(join(tmpdir(), "frescura-ca-"));
    try {
      const file = join(home, "ca.pem");
      writeFileSync(file, "a certificate");
      for (const mode of ["verify-ca", "require"]) {
        const { ssl } = at(`postgres://h/d?sslmode=${mode}&sslrootcert=${encodeURIComponent(file)}`);
        expect(ssl).toMatchObject({
          ca: "a certificate",
          rejectUnauthorized: true,
          checkServerIdentity: expect.any(Function),
        });
      }
    } finally {
      rmSync(home, { recursive: true });
    }
  });

  test.each([
    ["mysql://u:secret@h/d", "is not a PostgreSQL URL"],
    ["postgres:/u:secret@h/d", "is not a PostgreSQL URL"],
    ["postgres://u:secret@h:99999/d", "has the port 99999. Use 1 to 65535"],
    ["postgres://u:secret@a,b/d?port=1,2,3", "another number of ports than of hosts"],
    ["postgres://u:sec%ret@h/d", "has a stray % in its user or password"],
    ["postgres://u:secret@h/d?service=erp", "has the parameter service, which is not supported"],
    ["postgres://u:secret@h/d?sslmod=require", "has the parameter sslmod, which is not known. Leave it out"],
    ["postgres://u:secret@h/d?sslmode=yes", "has sslmode=yes. Use one of: disable"],
    ["postgres://u:secret@h/d?target_session_attrs=master", "has target_session_attrs=master"],
    ["postgres://u:secret@h/d?sslmode=verify-full&sslrootcert=/nowhere", "cannot be read (ENOENT)"],
    ["postgres://u:secret@h/d?connect_timeout=soon", "no number of seconds"],
  ])("%s is refused in words", (text, words) => {
    const tried = () => at(text);
    expect(tried).toThrow(AddressError);
    expect(tried).toThrow(words);
    expect(tried).not.toThrow(/secret|sec%ret/);
  });

  test.each([
    ["postgres://u:secret@a:1,[::1]:2/d?password=secret", "a:1, [::1]:2/d"],
    ["postgres:///d?host=/tmp", "/tmp (socket)/d"],
  ])("%s is shown without who gets in", (text, shown) => {
    expect(withoutLogin(text)).toBe(shown);
  });
});

describe("libpq's variables", () => {
  const { PGHOST, PGDATABASE, ...rest } = {
    ...{ PGHOST: "db.example", PGPORT: "6000", PGUSER: "u", PGPASSWORD: "p&=@", PGDATABASE: "erp" },
    ...{ PGSSLMODE: "require", PGTARGETSESSIONATTRS: "read-write" },
  };
  const WHOLE = { PGHOST, PGDATABASE, ...rest };

  test("name a database, host and database together", () => {
    expect(at(loadEnv(WHOLE).DATABASE_URL!)).toMatchObject({
      ...{
        hosts: ["db.example"],
        ports: [6000],
        user: "u",
        password: "p&=@",
        database: "erp",
        ssl: "require",
      },
      targetSession: "read-write",
    });
    expect(loadEnv(WHOLE).EMBEDDED).toBe(false);
    expect(loadEnv({ PGHOST }).DATABASE_URL).toBeUndefined();
    expect(loadEnv({ PGDATABASE, PGPASSWORD: "p" }).EMBEDDED).toBe(true);
  });

  test("may name the folder of a socket", () => {
    expect(at(loadEnv({ PGHOST: "/tmp", PGDATABASE: "erp" }).DATABASE_URL!)).toMatchObject({
      hosts: ["/tmp"],
    });
  });

  test("fill in what an address leaves open, and nothing else", () => {
    const { DATABASE_URL, DATABASE_URL_DIRECT } = loadEnv({
      ...WHOLE,
      DATABASE_URL: "postgres://app@h:7000/other?sslmode=disable",
      DATABASE_URL_DIRECT: "postgres://h",
    });
    expect(at(DATABASE_URL!)).toMatchObject({
      ...{ hosts: ["h"], ports: [7000], user: "app", password: "p&=@", database: "other", ssl: false },
    });
    expect(at(DATABASE_URL_DIRECT!)).toMatchObject({
      hosts: ["h"],
      ports: [6000],
      user: "u",
      database: "erp",
    });
  });

  test.each(["PGSERVICE", "PGPASSFILE", "PGHOSTADDR"])("%s is refused by name", (name) => {
    expect(() => loadEnv({ ...WHOLE, [name]: "x" })).toThrow(`${name} is not supported. Unset it`);
    // Where the database is the embedded one it means nothing.
    expect(loadEnv({ [name]: "x" }).EMBEDDED).toBe(true);
  });

  test("say nothing of the embedded database", () => {
    const DATABASE_URL = "postgres://u:p@127.0.0.1:7000/postgres";
    expect(loadEnv({ ...WHOLE, DATABASE_URL, FRESCURA_EMBEDDED: "1" }).DATABASE_URL).toBe(DATABASE_URL);
  });

  test("that are wrong are told without the password", () => {
    expect(() => loadEnv({ ...WHOLE, PGSSLMODE: "maybe" })).toThrow("DATABASE_URL has sslmode=maybe");
    expect(() => loadEnv({ ...WHOLE, PGSSLMODE: "maybe" })).not.toThrow("p&=@");
  });
});
