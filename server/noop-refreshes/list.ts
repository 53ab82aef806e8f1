import { noopRefreshesOf } from "@/db/queries/reads";
import { type NoopRefreshes, type NoopRefreshesAnswer, periodQuery } from "@/lib/contract/reads";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { parseInput } from "@/server/parse";
import { seen } from "@/server/sight";
import { findView } from "@/server/views";

/**
 * How many refreshes of the last hours changed nothing, and what they cost. Everyone signed in may know.
 *
 * @param input see `periodQuery`
 */
export async function listNoopRefreshes(actor: Actor, input: unknown): Promise<NoopRefreshesAnswer> {
  const { hours, view } = parseInput(periodQuery, input);
  const slug = view === undefined ? undefined : await findView(actor, view);
  const views = seen(actor, await noopRefreshesOf(db().sql, hours, slug));
  return { hours, total: totalOf(views), views };
}

function totalOf(views: readonly NoopRefreshes[]): NoopRefreshesAnswer["total"] {
  const sum = (key: "refreshes" | "unchanged" | "unchanged_ms" | "skipped") =>
    views.reduce((total, each) => total + each[key], 0);
  const [refreshes, unchanged] = [sum("refreshes"), sum("unchanged")];
  return {
    refreshes,
    unchanged,
    unchanged_percent: refreshes > 0 ? Math.round((1000 * unchanged) / refreshes) / 10 : null,
    unchanged_ms: sum("unchanged_ms"),
    skipped: sum("skipped"),
  };
}
