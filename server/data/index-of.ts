import pLimit from "p-limit";
import { verdicts } from "@/db/queries/health";
import { readPlan } from "@/db/queries/read-plan";
import { registered } from "@/db/queries/registry";
import { readClock } from "@/db/queries/schedules";
import type { DataIndex } from "@/lib/contract/data";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { seen } from "@/server/sight";

const VIEWS_AT_ONCE = 4;

/** Of each view where a read would go now, and what it lacks. Everyone signed in may know. */
export async function listData(actor: Actor): Promise<DataIndex> {
  const { sql, read } = db();
  const [views, now, judged] = await Promise.all([registered(sql), readClock(sql), verdicts(sql)]);
  const plans = await pLimit(VIEWS_AT_ONCE).map(seen(actor, views), async ({ slug, title }) => {
    const { reason, freshness, as_of, pending, read_policy, served_from } = await readPlan(
      read,
      slug,
      "auto",
    );
    const from = served_from === "failed" ? null : served_from;
    const verdict = judged.get(slug) ?? "unverified";
    return { view: slug, title, verdict, reason, freshness, as_of, pending, read_policy, served_from: from };
  });
  return { now: now.toISOString(), views: plans };
}
