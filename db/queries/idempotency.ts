import { z } from "zod";
import type { Executor } from "@/db/client";
import { one } from "@/db/rows";

const claim = z.object({
  claimed: z.boolean(),
  same: z.boolean(),
  status: z.int().nullable(),
  headers: z.record(z.string(), z.string()).nullable(),
  body: z.string().nullable(),
});

/** What the database says of a key: it is the caller's to answer, or what it was answered with. */
export type IdempotencyClaim = z.infer<typeof claim>;

/** A key that a caller chose. */
export interface IdempotencyKey {
  caller: string;
  key: string;
}

/** An answer as it is kept. */
export interface KeptAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Claims a key for a request. */
export async function claimKey(
  sql: Executor,
  { caller, key }: IdempotencyKey,
  fingerprint: string,
): Promise<IdempotencyClaim> {
  return await one(claim, sql`select * from frescura.idempotency_claim(${caller}, ${key}, ${fingerprint})`);
}

/** Keeps the answer to the request that has claimed a key. */
export async function keepAnswer(
  sql: Executor,
  { caller, key }: IdempotencyKey,
  answer: KeptAnswer,
): Promise<void> {
  const { status, headers, body } = answer;
  await sql`
    update frescura.idempotency_keys set status = ${status}, headers = ${sql.json(headers)}, body = ${body}
     where caller = ${caller} and key = ${key}`;
}

/** Gives a claimed key back, where nothing was done: the same request may be tried again. */
export async function releaseKey(sql: Executor, { caller, key }: IdempotencyKey): Promise<void> {
  await sql`delete from frescura.idempotency_keys where caller = ${caller} and key = ${key} and status is null`;
}
