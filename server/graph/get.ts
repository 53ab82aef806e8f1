import { definitionOf } from "@/db/queries/definition";
import type { DefinitionAnswer } from "@/lib/contract/graph";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { seen, unnamed } from "@/server/sight";
import { findView } from "@/server/views";

/** What a view is made of: its SELECT, what it reads, what reads it. Everyone signed in may see it. */
export async function getDefinition(actor: Actor, view: string): Promise<DefinitionAnswer> {
  const found = await definitionOf(db().sql, await findView(actor, view));
  const sources = seen(actor, found.sources);
  return {
    ...found,
    definition: sources.length < found.sources.length ? unnamed(actor, found.definition) : found.definition,
    sources,
    read_by: seen(actor, found.read_by),
  };
}
