import { isDemo } from "@/db/queries/settings";
import type { Me } from "@/lib/contract/me";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { hasPassword, mayOperate, mayRefresh } from "@/server/permission";
import { ProblemError } from "@/server/problem";
import { limitLeft, refreshLimit } from "@/server/refresh/limit";
import { mayRetry } from "@/server/refresh/may-retry";

/** Who asks, and what they may. */
export async function getMe(actor: Actor): Promise<Me> {
  if (actor.kind !== "user" && actor.kind !== "token") {
    throw new ProblemError("forbidden", "Only people and tokens have this.");
  }
  const [left, mayRetryFailed, demo] = await Promise.all([
    limitLeft(actor),
    mayRetry(actor),
    isDemo(db().sql),
  ]);
  return {
    kind: actor.kind,
    name: actor.name,
    email: actor.email ?? null,
    role: actor.role,
    has_password: hasPassword(actor),
    may_refresh: mayRefresh(actor),
    may_operate: mayOperate(actor),
    may_retry: mayRetryFailed,
    refresh_limit: refreshLimit().uses,
    refresh_remaining: left.remaining,
    refresh_again_at: left.again_at,
    demo,
  };
}
