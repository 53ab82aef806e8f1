import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { orm } from "@/db/orm";
import { date, numeric, timestampInJson } from "@/db/row-types";
import { first, many, one, UnexpectedRow, value } from "@/db/rows";
import { usersTable } from "@/db/schema/access";
import { auditLogTable } from "@/db/schema/system";
import { createDatabase, type TestDatabase } from "@/tests/support/database";

const AT = "2026-11-30T01:02:03.456Z";
let database: TestDatabase;
const sql = () => database.sql;

beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

test("a row is what its schema says: moments as ISO strings, numeric as a number where that is meant", async () => {
  const row = z.object({
    at: z.iso.datetime({ offset: true }),
    day: date,
    inside: z.object({ at: timestampInJson }),
    amount: numeric,
    count: z.int(),
  });
  const query = sql()`
    select ${AT}::timestamptz as at, ${AT}::timestamptz as day, json_build_object('at', ${AT}::timestamptz) as inside,
           12.50::numeric as amount, 9007199254740991::bigint as count, 'x' as surplus`;
  expect(await one(row, query)).toEqual({
    at: AT,
    day: new Date(AT),
    inside: { at: AT },
    amount: 12.5,
    count: Number.MAX_SAFE_INTEGER,
  });
  expect(await first(row, sql()`select where false`)).toBeUndefined();
  expect(await value(z.boolean(), sql()`select true`)).toBe(true);
});

test.each([
  ["a numeric taken for a number", z.object({ secret: z.number() }), "12.50::numeric"],
  ["a bigint that no number holds", z.object({ secret: z.int() }), "9007199254740993::bigint"],
  ["a null", z.object({ secret: z.string() }), "null"],
  ["a moment taken for any text", z.object({ secret: z.iso.date() }), "now()"],
  ["a word that is none of those known", z.object({ secret: z.enum(["a", "b"]) }), "'canary'"],
])("%s is refused by the name of its column, and its value is not told", async (_what, schema, given) => {
  const error = await many(schema, sql().unsafe(`select ${given} as secret`)).catch((cause) => cause);
  expect(error).toBeInstanceOf(UnexpectedRow);
  expect(error.message).toMatch(/^the database gave an unexpected row: secret: /);
  expect(error.message).not.toMatch(/12\.5|74099[23]|canary/);
});

test("no row where there is always one is refused", async () => {
  await expect(one(z.object({}), sql()`select where false`)).rejects.toThrow(UnexpectedRow);
});

test("tables by drizzle and SQL meet in one transaction, and read moments and JSON alike", async () => {
  const detail = { text: 'with "quotes"', list: [1, null], deep: { yes: true } };
  const made = await sql().begin(async (tx) => {
    const [event] = await orm(tx)
      .insert(auditLogTable)
      .values({ actor: "cli:x", action: "view.update", detail, createdAt: AT })
      .returning();
    expect(await tx`select detail from frescura.audit_log where id = ${event!.id}`).toEqual([{ detail }]);
    expect(await sql()`select from frescura.audit_log where id = ${event!.id}`).toHaveLength(0);
    return event!;
  });
  expect(made).toMatchObject({ detail, createdAt: AT, target: null });
  expect(await orm(sql()).select().from(auditLogTable).where(eq(auditLogTable.id, made.id))).toEqual([made]);
  const [raw] = await sql()`select created_at from frescura.audit_log where id = ${made.id}`;
  expect(raw).toEqual({ created_at: new Date(AT) });
});

test("an error of drizzle is the driver's, and quotes no parameter", async () => {
  const account = { email: "a@shop.test", name: "A", role: "admin", passwordHash: "canary" } as const;
  await orm(sql()).insert(usersTable).values(account);
  const error = await orm(sql())
    .insert(usersTable)
    .values(account)
    .then(undefined, (cause) => cause);
  expect(error).toMatchObject({ code: "23505", constraint_name: "users_email" });
  expect(`${error.message} ${error.stack}`).not.toContain("canary");
});
