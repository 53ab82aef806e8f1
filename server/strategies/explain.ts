import { strategyOf } from "@/db/queries/strategies";
import type { StrategyExplained } from "@/lib/contract/strategies";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { requirePermission } from "@/server/permission";
import { unnamed } from "@/server/sight";
import { findView } from "@/server/views";

/** What the next refresh of a view, by its slug or name, would do. For admin and ops. */
export async function explainStrategy(actor: Actor, view: string): Promise<StrategyExplained> {
  requirePermission(actor, "explainStrategy");
  const explained = await strategyOf(db().sql, await findView(actor, view));
  // What stands against a delta can be a view that it reads.
  return { ...explained, needs: unnamed(actor, explained.needs) };
}
