import { createHash } from "node:crypto";
import { claimKey, type IdempotencyClaim, keepAnswer, releaseKey } from "@/db/queries/idempotency";
import { callerKey } from "@/server/actor";
import { getActor } from "@/server/auth";
import { bodyOf } from "@/server/body";
import { db } from "@/server/db";
import { NOT_STORED, orProblem } from "@/server/http";
import { ProblemError } from "@/server/problem";
import type { Around } from "@/server/serve";

/** A string of structured fields, as the draft has it, or the same without quotes. */
const KEY = /^(?:"([\x20\x21\x23-\x5b\x5d-\x7e]{1,255})"|([\x21\x23-\x7e]{1,255}))$/;
const KEPT_HEADERS = ["content-type", "location", "preference-applied", "ratelimit", "ratelimit-policy"];

/**
 * Answers a request whose `Idempotency-Key` was answered before as it was answered then, instead of acting again
 * (draft-ietf-httpapi-idempotency-key-header). Kept is what came of an act; a refusal before it may be tried again.
 */
export const idempotent: Around = (handler) =>
  orProblem(async (request, context) => {
    const header = request.headers.get("idempotency-key");
    if (header === null) return await handler(request, context);
    const actor = await getActor(request.headers);
    const [, quoted, bare] = KEY.exec(header.trim()) ?? [];
    const chosen = quoted ?? bare;
    if (chosen === undefined) {
      const says = "Idempotency-Key is not a text of 1 to 255 characters of ASCII.";
      throw new ProblemError("bad_parameter", says, { parameter: "Idempotency-Key" });
    }
    const key = { caller: callerKey(actor), key: chosen };
    const claim = await claimKey(db().sql, key, await fingerprintOf(request));
    if (!claim.claimed) return replayed(claim);
    try {
      const answer = await handler(request, context);
      if (!isOfAct(answer.status)) await releaseKey(db().sql, key);
      else {
        const kept = [...answer.headers].filter(([name]) => KEPT_HEADERS.includes(name));
        const body = await answer.clone().text();
        await keepAnswer(db().sql, key, { status: answer.status, headers: Object.fromEntries(kept), body });
      }
      return answer;
    } catch (error) {
      await releaseKey(db().sql, key);
      throw error;
    }
  });

/** Whether something was done before such an answer: it succeeded, was accepted, or was tried and failed. */
const isOfAct = (status: number) => status < 300 || status === 502;

async function fingerprintOf(request: Request): Promise<string> {
  const { pathname, search } = new URL(request.url);
  const parts = [request.method, pathname + search, request.headers.get("prefer") ?? ""];
  const text = [...parts, await bodyOf(request.clone())].join("\n");
  return createHash("sha256").update(text).digest("hex");
}

function replayed({ same, status, headers, body }: IdempotencyClaim): Response {
  if (!same) {
    const says = "This Idempotency-Key was used for another request. Choose a new one for each.";
    throw new ProblemError("key_reused", says, { parameter: "Idempotency-Key" });
  }
  if (status === null) {
    const says = "The request with this Idempotency-Key is still under way. Ask again in a moment.";
    throw new ProblemError("conflict", says, { parameter: "Idempotency-Key", retry_after: 2 });
  }
  return new Response(body, {
    status,
    headers: { ...NOT_STORED, ...headers, "Idempotency-Replayed": "true" },
  });
}
